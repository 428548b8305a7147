import { defineConfig } from '@playwright/test';

/** The groups that drive the real Electron app: one window at a time, no second tries. */
export default defineConfig({
  outputDir: 'tests/.results/playwright',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: 'tests/.results/playwright.json' }]],
  projects: [
    { name: 'security', testDir: 'tests/security', testMatch: '**/*.spec.ts' },
    { name: 'e2e', testDir: 'tests/e2e', testMatch: '**/*.spec.ts' },
  ],
});
