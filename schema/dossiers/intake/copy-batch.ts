const FIRST_SIZE = 1024 * 1024;

/** COPY text that waits to be handed on, as bytes: joining texts of rows would make much garbage. */
export class CopyBatch {
  /** Bytes that wait. */
  length = 0;
  private bytes = Buffer.allocUnsafe(FIRST_SIZE);

  /** Adds text of ASCII characters alone. */
  addAscii(text: string): void {
    this.makeRoom(text.length);
    this.length += this.bytes.write(text, this.length, 'latin1');
  }

  /** Adds any text. */
  add(text: string): void {
    this.makeRoom(text.length * 3);
    this.length += this.bytes.write(text, this.length, 'utf8');
  }

  /** The bytes that waited; the batch is empty afterwards. */
  take(): Buffer {
    const taken = Buffer.from(this.bytes.subarray(0, this.length));
    this.length = 0;
    return taken;
  }

  private makeRoom(size: number): void {
    if (this.length + size <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe((this.length + size) * 2);
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
