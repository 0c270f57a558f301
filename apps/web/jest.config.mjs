import { preset } from '../../jest.preset.mjs';

/** @type {import('jest').Config} */
export default {
  ...preset,
  displayName: 'web',
  transformIgnorePatterns: ['/node_modules/(?!(eventsource-parser)/)'],
};
