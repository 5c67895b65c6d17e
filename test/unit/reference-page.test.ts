import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import express from 'express';
import { buildSchema } from 'graphql';
import { projectFile } from '../../schema/base/index.js';
import { referencePage } from '../../server/http/reference/reference-page.js';
import { referenceRouter } from '../../server/http/reference/reference-router.js';

const schema = buildSchema(readFileSync(projectFile('server/schema.graphql'), 'utf8'));
const page = referencePage(schema);
const anchors = new Set(Array.from(page.matchAll(/ id="([^"]+)"/g), ([, anchor = '']) => anchor));

describe('the reference page', () => {
  it('has a place for every type and every field, and no link that leads nowhere', () => {
    for (const type of Object.values(schema.getTypeMap())) {
      if (type.name.startsWith('__') || ['Boolean', 'String', 'Int', 'Float', 'ID'].includes(type.name)) continue;
      expect(anchors).toContain(type.name);
      const names = 'getFields' in type ? Object.keys(type.getFields()) : [];
      for (const name of names) expect(anchors).toContain(`${type.name}.${name}`);
    }
    const links = Array.from(page.matchAll(/href="#([^"]+)"/g), ([, anchor = '']) => anchor);
    expect(links.length).toBeGreaterThan(1_000);
    expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
  });

  it('tells who may do what, what an argument is by default, and what will go', () => {
    expect(page).toMatch(/id="Mutation\.inviteUser"[\s\S]*?Ai dùng được: Quản trị/i);
    const small = referencePage(
      buildSchema(
        'type Query { "Cũ <b>" old(count: Int = 3): Int @deprecated(reason: "Bỏ sau 2027-06-30; dùng «new».") }',
      ),
    );
    expect(small).toContain('= <code>3</code>');
    expect(small).toContain('<span class="old">Bỏ sau 2027-06-30; dùng «new».</span>');
    expect(small).toContain('Cũ &#60;b&#62;');
  });

  it('loads nothing: no script, no address elsewhere, one style sheet that its policy names by hash', async () => {
    const app = express().use('/reference', referenceRouter(schema));
    const http = createServer(app);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    try {
      const response = await fetch(`http://127.0.0.1:${(http.address() as AddressInfo).port}/reference`);
      const text = await response.text();
      const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(text) ?? [];
      const hash = createHash('sha256').update(style).digest('base64');
      expect(response.headers.get('content-security-policy')).toContain(`style-src 'sha256-${hash}'`);
      expect(response.headers.get('content-encoding')).toMatch(/^(br|gzip)$/);
      expect(text).not.toMatch(/<script|<link rel="stylesheet"|src=|https?:\/\//);
    } finally {
      http.closeAllConnections();
      http.close();
    }
  });
});
