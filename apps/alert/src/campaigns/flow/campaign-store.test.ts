import { describe } from '@jest/globals';
import { describeCampaignPorts } from './campaign-store.contract.ts';
import { memoryCampaignStore, memoryRegisterStore } from './memory-campaigns.ts';

describe('campaigns in memory', () => {
  describeCampaignPorts(
    () => Promise.resolve({ campaigns: memoryCampaignStore(), registers: memoryRegisterStore(() => 1_000) }),
    1_000,
  );
});
