import { defineConfig } from '@playwright/test';

const port = process.env.BROWSER_TESTS_PORT ?? '8095';
const engine = process.env.BROWSER_TESTS_ENGINE ?? 'sqlite';

/** One server with the demo shops, one browser: Debian's Chromium, nothing downloaded. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  // The pages work on one shop, so what one test does another one sees.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  retries: 0,
  forbidOnly: true,
  outputDir: `../../artifacts/test-results/browser-${engine}`,
  reporter: [['line'], ['json', { outputFile: `../../artifacts/test-results/browser-${engine}.json` }]],
  use: {
    baseURL: `http://localhost:${port}`,
    locale: 'en-GB',
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'off',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
  },
  webServer: {
    command: 'dotnet ../../artifacts/bin/SharpCommerce.Server/release/SharpCommerce.Server.dll serve',
    url: `http://localhost:${port}/health/ready`,
    timeout: 90_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    stdout: 'ignore',
    env: {
      ASPNETCORE_ENVIRONMENT: 'Development',
      PORT: port,
      DATABASE_URL: process.env.BROWSER_TESTS_DATABASE ?? 'sqlite:////tmp/browser-tests.db',
      DATA_DIRECTORY: process.env.BROWSER_TESTS_DATA ?? '/tmp',
      ADMIN_EMAIL: 'admin@example.com',
      ADMIN_PASSWORD: 'browser tests only',
      WEB_DIRECTORY: '../../artifacts/web',
      LOG_LEVEL: 'warning',
      STRIPE_API_BASE: process.env.BROWSER_TESTS_STRIPE ?? '',
      PAYPAL_API_BASE: process.env.BROWSER_TESTS_PAYPAL ?? '',
    },
  },
});
