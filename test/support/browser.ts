import chromiumPackage from '@sparticuz/chromium';
import { chromium, type Browser, type Page } from 'playwright-core';

/** A headless Chromium from npm; runs without a display and as root too. */
export async function launchBrowser(): Promise<Browser> {
  chromiumPackage.setGraphicsMode = false;
  return chromium.launch({
    // In one process, a second page would not send the cookies it was given.
    args: chromiumPackage.args.filter((argument) => argument !== '--single-process'),
    executablePath: await chromiumPackage.executablePath(),
  });
}

/** What a page did besides working. */
export interface PageFaults {
  /** Addresses on other hosts it asked for; each request was refused. */
  foreignRequests: string[];
  /** Uncaught errors, and errors on the console. */
  errors: string[];
}

/** A new page that reaches only `origin`, with the list of what it did wrong; the list grows as the page runs. */
export async function openPage(browser: Browser, origin: string): Promise<{ page: Page; faults: PageFaults }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN' });
  const faults: PageFaults = { foreignRequests: [], errors: [] };
  await page.route(
    (url) => url.origin !== origin && url.protocol !== 'data:',
    (route) => {
      faults.foreignRequests.push(route.request().url());
      return route.abort();
    },
  );
  page.on('pageerror', (error) => faults.errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.errors.push(message.text());
  });
  return { page, faults };
}
