import {Upload} from 'tus-js-client';

/** Sends a file to the campaigns' store, and goes on by itself after an interruption; settles with the upload's id. */
export function sendFile(file: File, onShare: (share: number) => void = () => undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint: '/attachments',
      retryDelays: [500, 1000, 2000, 3000, 5000, 5000],
      metadata: {filename: file.name, filetype: file.type},
      storeFingerprintForResuming: false,
      onProgress: (sent, total) => onShare(total ? sent / total : 0),
      onError: reject,
      onSuccess: () => resolve(upload.url?.split('/').at(-1) ?? ''),
    });
    upload.start();
  });
}
