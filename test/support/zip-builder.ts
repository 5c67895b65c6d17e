import { crc32, deflateRawSync } from 'node:zlib';

/** A part of a zip, and what its directory is to say that is not so. */
export interface ZipPart {
  readonly name: string;
  readonly content: Buffer | string;
  /** Stored as it is, not deflated. */
  readonly stored?: boolean;
  /** Unpacked size that the directory claims. */
  readonly claimedSize?: number;
  /** General purpose flags; 1 is encrypted. */
  readonly flags?: number;
  readonly method?: number;
  /** Unix mode; 0o120777 is a symbolic link. */
  readonly mode?: number;
}

/** A zip file of the parts, written by hand so that it can lie. */
export function buildZip(parts: readonly ZipPart[], claimedCount = parts.length): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content);
    const packed = part.stored ? content : deflateRawSync(content);
    const name = Buffer.from(part.name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(part.flags ?? 0, 2);
    fields.writeUInt16LE(part.method ?? (part.stored ? 0 : 8), 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(part.claimedSize ?? content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((part.mode ?? 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), fields, tail, name]));
    files.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(claimedCount % 65_536, 8);
  end.writeUInt16LE(claimedCount % 65_536, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, entries, end]);
}
