/** Uploads a file as a browser does, by tus through the gateway; answers the upload's id. */
export async function upload(origin: string, token: string, fileName: string, content: Buffer): Promise<string> {
  const headers = {authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0'};
  const name = Buffer.from(fileName).toString('base64');
  const created = await fetch(`${origin}/files`, {
    method: 'POST',
    headers: {...headers, 'upload-length': String(content.length), 'upload-metadata': `filename ${name}`},
  });
  const location = created.headers.get('location');
  if (created.status !== 201 || !location) throw new Error(`no upload: ${created.status} ${await created.text()}`);
  const address = new URL(location, origin);
  for (let offset = 0; offset < content.length;) {
    const part = content.subarray(offset, offset + 5_000_000);
    const sent = await fetch(address, {
      method: 'PATCH',
      headers: {...headers, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream'},
      body: new Uint8Array(part),
    });
    if (sent.status !== 204) throw new Error(`upload stopped at ${offset}: ${sent.status} ${await sent.text()}`);
    offset = Number(sent.headers.get('upload-offset'));
  }
  return address.pathname.split('/').at(-1)!;
}
