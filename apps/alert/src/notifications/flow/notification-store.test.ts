import { describe } from '@jest/globals';
import { memoryNotifications } from './memory-notifications.ts';
import { describeNotificationStore } from './notification-store.contract.ts';

describe('notifications in memory', () => {
  describeNotificationStore(() => Promise.resolve(memoryNotifications()));
});
