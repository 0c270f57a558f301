import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { boundaries, testBoundaries } from './tools/lint/boundaries.mjs';
import { house } from './tools/lint/house.mjs';
import {
  domainGlobals,
  restrictedImports,
  restrictedProperties,
  restrictedSyntax,
} from './tools/lint/restrictions.mjs';

// A contract is the suite that every adapter of a port runs; `testing` is what only the tests of a service use.
const tests = ['**/*.test.ts', '**/*.test.tsx', '**/*.contract.ts', 'apps/*/src/testing/**'];
const canary = 'tools/canary/**'; // must fail, and is run by a test of its own
const outsideServices = ['tools/src/**/*.ts', 'e2e/**/*.ts', '**/*.config.ts'];

const sizes = {
  'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 3],
  complexity: ['error', 8],
  'max-depth': ['error', 3],
};

export default tseslint.config(
  {
    ignores: ['**/dist', '**/coverage', '**/gen/**', '.nx', '.xiaomai', '.test-stack', 'bench-results', canary],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: ['**/*.mjs'], rules: sizes },
  { files: ['**/*.ts', '**/*.tsx'], extends: [tseslint.configs.strict, tseslint.configs.stylistic] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx, house },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...sizes,
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-invalid-void-type': 'off', // `void` in a union of what a callback may answer is meant
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@nx/enforce-module-boundaries': boundaries,
      'house/layers': 'error',
      'house/file-name': 'error',
      'no-restricted-syntax': restrictedSyntax.everywhere,
      'no-restricted-imports': restrictedImports.everywhere,
      'no-restricted-properties': restrictedProperties.everywhere,
    },
  },
  { files: ['**/src/config.ts'], rules: { 'no-restricted-properties': 'off' } },
  { files: ['packages/kafka/**'], rules: { 'no-restricted-imports': restrictedImports.kafkaPackage } },
  {
    files: ['packages/telemetry/**'],
    rules: { 'no-restricted-imports': restrictedImports.telemetryPackage, 'no-restricted-properties': 'off' },
  },
  { files: ['apps/*/src/**', 'tools/canary/*/src/**'], ignores: tests, rules: { 'house/wire-types': 'error' } },
  {
    files: ['**/src/**/domain/**'],
    ignores: tests,
    rules: {
      'no-restricted-syntax': restrictedSyntax.domain,
      'no-restricted-properties': restrictedProperties.domain,
      'no-restricted-globals': domainGlobals,
    },
  },
  // The composition root is one straight function that reads like the picture.
  {
    files: ['**/src/service.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: tests,
    rules: {
      'max-lines-per-function': 'off', // a describe block is as long as its rules are many
      'max-params': 'off', // a table of cases has as many columns as it needs
      'house/layers': 'off',
      'no-restricted-properties': 'off',
      'no-restricted-syntax': restrictedSyntax.tests,
      '@nx/enforce-module-boundaries': testBoundaries,
    },
  },
  {
    files: outsideServices,
    rules: { 'no-restricted-properties': 'off', 'no-restricted-imports': restrictedImports.outsideServices },
  },
  // Vite and others read their configuration from the default export.
  { files: ['**/*.config.ts'], rules: { 'no-restricted-syntax': 'off', 'house/file-name': 'off' } },
);
