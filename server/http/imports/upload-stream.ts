import { Transform, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { PlanError } from '../../../schema/base/index.js';

/**
 * The file of an upload, unpacked while it is read; memory does not grow with it. Breaks off with PlanError INVALID_INPUT
 * when the file is larger than `limit` bytes (unpacked: what a small body unpacks to is counted, not believed), when it
 * is no gzip, and when the sender goes away.
 */
export function uploadStream(body: Readable, isGzip: boolean, limit: number): Readable {
  const counted = countBytes(limit);
  const parts = isGzip ? [createGunzip()] : [];
  const chain = [body, ...parts, counted] as [Readable, ...Transform[]];
  for (const [place, part] of chain.entries()) {
    const next = chain[place + 1];
    if (!next) break;
    part.on('error', () => counted.destroy(brokenOff(part !== body)));
    part.pipe(next as Transform);
  }
  body.on('close', () => {
    if (!body.readableEnded) counted.destroy(brokenOff(false));
  });
  counted.on('close', () => {
    for (const part of parts) part.destroy();
  });
  return counted;
}

function countBytes(limit: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen <= limit) return done(null, chunk);
      return done(new PlanError('INVALID_INPUT', `Tệp lớn hơn ${Math.floor(limit / 1_048_576)} MB, không được nhận.`));
    },
  });
}

function brokenOff(isPacking: boolean): PlanError {
  return isPacking
    ? new PlanError('INVALID_INPUT', 'Nội dung gửi lên không phải gzip trọn vẹn. Không hồ sơ nào được nạp.')
    : new PlanError('INVALID_INPUT', 'Tệp gửi lên bị ngắt giữa chừng. Không hồ sơ nào được nạp.');
}
