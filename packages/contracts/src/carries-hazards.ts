import { BinaryReader } from '@bufbuild/protobuf/wire';

const hazardsField = 30;

/** Whether the bytes of a SubmissionAccepted carry hazards: a look at the fields' numbers, about a microsecond. */
export function carriesHazards(bytes: Uint8Array): boolean {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === hazardsField) return true;
    reader.skip(type);
  }
  return false;
}
