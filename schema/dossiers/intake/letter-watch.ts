import { guessLegacyBytes, guessMojibake, type LegacyEncoding } from './legacy-encoding-rules.js';
import type { LetterWatch } from './text-blocks.js';
import { UnreadableFile } from './unreadable-file.js';

const LEAST_WORDS = 3;
const MOST_CHARACTERS = 200_000; // of lines with other letters than ASCII; an encoding shows long before
const SAMPLE = 65_536; // bytes

/** Why a file in a legacy encoding is refused, and how to save it as UTF-8. */
export function legacyRefusal(encoding: LegacyEncoding): UnreadableFile {
  const way =
    encoding === 'UTF-8 bị đọc nhầm'
      ? 'hãy kết xuất lại từ nguồn, chọn đúng UTF-8'
      : 'hãy chuyển chữ sang Unicode (ví dụ bằng UniKey) rồi lưu lại dạng «CSV UTF-8»';
  return new UnreadableFile(`chữ trong tệp có vẻ dùng bảng mã ${encoding}, không phải Unicode; ${way}`);
}

/** Finds out by the letters of a file that it is in a legacy encoding. Never converts: a guess may be wrong. */
export class Letters implements LetterWatch {
  private watched = 0;

  refusal(bytes: Buffer): UnreadableFile {
    const encoding = guessLegacyBytes(bytes.subarray(0, SAMPLE));
    if (encoding === 'windows-1258') {
      return new UnreadableFile(
        'chữ trong tệp có vẻ dùng bảng mã windows-1258, không phải UTF-8; hãy lưu lại dạng «CSV UTF-8» hoặc chọn mẫu nạp có encoding: windows-1258',
      );
    }
    if (encoding !== null) return legacyRefusal(encoding);
    return new UnreadableFile('có byte không phải chữ UTF-8; hãy lưu lại dạng «CSV UTF-8»');
  }

  watch(text: string, leastWords = LEAST_WORDS): void {
    if (this.watched > MOST_CHARACTERS) return;
    this.watched += text.length;
    const encoding = guessMojibake(text, leastWords);
    if (encoding !== null) throw legacyRefusal(encoding);
  }
}
