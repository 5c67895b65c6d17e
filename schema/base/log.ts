import pino from 'pino';

/** One JSON object per line: `time level msg`, then ids; see the style notes of `schema/README.md`. */
export type Log = pino.Logger;

/** A log that writes to standard output; `name` tells the processes apart (server, worker, local). */
export function createLog(name: string, level: string): Log {
  return pino({
    name,
    level,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { error: pino.stdSerializers.err },
    redact: ['password', 'token', '*.password', '*.token'],
  });
}
