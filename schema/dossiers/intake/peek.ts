const ENOUGH = 64; // bytes; the longest signature has 8, and blanks may stand before the first sign

/** The first bytes of a source, and the source whole. */
export async function peek(chunks: AsyncIterable<Buffer>): Promise<{ start: Buffer; all: AsyncGenerator<Buffer> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  let start: Buffer = Buffer.alloc(0);
  while (start.length < ENOUGH) {
    const next = await iterator.next();
    if (next.done) break;
    start = start.length === 0 ? next.value : Buffer.concat([start, next.value]);
  }
  return { start, all: whole(start, iterator) };
}

async function* whole(start: Buffer, iterator: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (start.length > 0) yield start;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
}
