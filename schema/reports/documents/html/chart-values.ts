import { TargetStatus } from '../../../indicators/index.js';
import { shareOf } from '../outline/cells.js';
import { targetStatusText } from '../outline/words.js';
import { INK } from './chart-svg.js';

/** A share as printed (`69,99 %`) as a length on an axis from 0 to 100; null when there is none. */
export function lengthOf(percent: string | null): number | null {
  const share = shareOf(percent);
  return share === null ? null : share * 100;
}

/** Where the line of a target such as `≥ 70 %` stands; null for none and for targets that are no share. */
export function targetLength(target: string | null): number | null {
  return lengthOf(target === null ? null : target.replace(/^[^\d]+/, ''));
}

/** Ink of a value by how it stands against its target. */
export function inkOf(status: string): string {
  if (status === TargetStatus.Met) return INK.met;
  return status === TargetStatus.NotMet ? INK.missed : INK.other;
}

/** The words of a bar: in it when it is long enough, behind it otherwise. */
export function barLabel(value: number, percent: string | null) {
  const isLong = value > 25;
  return {
    show: true,
    position: isLong ? ('insideLeft' as const) : ('right' as const),
    formatter: percent ?? '–',
    color: isLong ? '#ffffff' : INK.text,
    fontWeight: 'bold' as const,
    textBorderWidth: 0,
  };
}

/** `Tỷ lệ …: 51,16 %, Chưa đạt`, one piece of what a chart says in words. */
export function valueInWords(name: string, percent: string | null, status: string, denominator: number | null): string {
  return `${name}: ${percent ?? 'không có'}, ${targetStatusText(status, denominator).toLowerCase()}`;
}

/** A name in lines of at most `most` characters, broken between words. */
export function inLines(name: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of name.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
