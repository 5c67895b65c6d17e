import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import type { Browser } from 'playwright-core';
import { playgroundRouter } from '../../server/playground/router.js';
import { launchBrowser, openPage } from '../support/browser.js';

let server: Server;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  server = createServer(express().use('/playground', playgroundRouter({ endpoint: '/graphql' })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => server.close(resolve));
});

describe('the playground in a browser', () => {
  it('opens without asking any other host, in Vietnamese', async () => {
    const { page, faults } = await openPage(browser, origin);
    await page.goto(`${origin}/playground`);
    await page.getByRole('button', { name: 'Chạy truy vấn' }).waitFor();
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    expect(await page.getByRole('navigation', { name: 'Truy vấn có sẵn' }).getByRole('button').count()).toBe(7);
    expect(faults.foreignRequests).toEqual([]);
  });
});
