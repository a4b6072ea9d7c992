export type StoredFile = { fileId: string; path: string; body: Blob; contentType: string };
