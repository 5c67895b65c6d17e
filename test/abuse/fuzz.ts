import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { Role } from '../../schema/access/index.js';
import { fuzz } from '../support/fuzz.js';
import { knownTexts } from '../support/known-texts.js';
import { withThrowAwayServer } from './throw-away-server.js';

const MOST_SHOWN = 20;
const { values } = parseArgs({
  options: { requests: { type: 'string', default: '50000' }, seed: { type: 'string', default: '1' } },
});
const [requests, seed] = [Number(values.requests), Number(values.seed)];

await withThrowAwayServer(async (server) => {
  const head = await server.createAccount(Role.Head, '18562');
  const admin = await server.createAccount(Role.Admin);
  const tokens = [undefined, head.token, admin.token];
  console.log(`${requests} yêu cầu, hạt giống ${seed}`);
  const started = performance.now();
  const known = await knownTexts(server);
  const { findings, codes } = await fuzz({ endpoint: `${server.origin}/graphql`, seed, requests, tokens, known });
  const seconds = (performance.now() - started) / 1000;
  console.log(`${seconds.toFixed(0)} s; trả lời theo mã:`, Object.fromEntries(codes));
  const { status } = await fetch(`${server.origin}/healthz`);
  for (const finding of findings.slice(0, MOST_SHOWN)) console.log(JSON.stringify(finding));
  console.log(`${findings.length} trả lời không được phép; /healthz ${status}`);
  if (findings.length > 0 || status !== 200) process.exitCode = 1;
});
