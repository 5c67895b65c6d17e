/** A line of a process's log, as far as a person at the terminal is concerned. */
export interface LogEntry {
  /** `info`, `warn`, `error` …; `error` for a line that is no JSON, such as the trace of a crash. */
  readonly level: string;
  readonly text: string;
}

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'];
const LABELS: Readonly<Record<string, string>> = { warn: 'cảnh báo', error: 'lỗi' };

/** What a line of a log says, without time and ids. */
export function readLogLine(line: string): LogEntry {
  const fields = parse(line);
  if (!fields) return { level: 'error', text: line };
  const { level, msg, error } = fields;
  const cause = isRecord(error) && typeof error['message'] === 'string' ? error['message'] : '';
  return {
    level: typeof level === 'string' ? level : 'info',
    text: [typeof msg === 'string' ? msg : '', cause].filter(Boolean).join(': ') || line,
  };
}

/** The line to show of a process's log; null when it is less than `threshold`, or less than a warning. */
export function shownLogLine(name: string, { level, text }: LogEntry, threshold: string): string | null {
  const least = Math.max(LEVELS.indexOf(threshold), LEVELS.indexOf('warn'));
  const rank = level === 'fatal' ? LEVELS.indexOf('error') : LEVELS.indexOf(level);
  return rank < least ? null : `[${name}] ${LABELS[level] ?? level}: ${text}`;
}

function parse(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
