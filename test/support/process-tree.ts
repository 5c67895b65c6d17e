import { readdirSync, readFileSync } from 'node:fs';

/** A running process. */
export interface RunningProcess {
  readonly pid: number;
  /** Command and parameters, with a space between. */
  readonly command: string;
}

/** Everything that a process started and that runs, with what that started in turn. Linux only. */
export function descendantsOf(pid: number): RunningProcess[] {
  const parents = new Map(processIds().map((id) => [id, parentOf(id)]));
  const found: RunningProcess[] = [];
  for (let generation = [pid]; generation.length > 0;) {
    const children = [...parents].filter(([, parent]) => generation.includes(parent)).map(([id]) => id);
    for (const id of children) if (commandOf(id)) found.push({ pid: id, command: commandOf(id) });
    generation = children;
  }
  return found;
}

/** Command and parameters; empty when the process is gone, or dead and not yet collected. */
export function commandOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
}

function processIds(): number[] {
  return readdirSync('/proc').map(Number).filter(Boolean);
}

function parentOf(pid: number): number {
  // The name, in brackets, may hold spaces and brackets of its own.
  const [, rest = ''] = /^.*\) \S (.*)$/s.exec(read(`/proc/${pid}/stat`)) ?? [];
  return Number.parseInt(rest, 10) || 0;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
