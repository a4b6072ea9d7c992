/** A file that came with a call, read already, so that the call can be carried out in one piece. In a log it is told by its name and size. */
export class Upload extends File {
  readonly content: Uint8Array<ArrayBuffer>;

  constructor(content: Uint8Array<ArrayBuffer>, name: string, type: string) {
    super([content], name, { type });
    this.content = content;
  }

  toJSON(): object {
    return { file: this.name, type: this.type, size: this.size };
  }
}

export async function readUpload(file: Blob): Promise<Upload> {
  return new Upload(new Uint8Array(await file.arrayBuffer()), file instanceof File ? file.name : "file", file.type);
}
