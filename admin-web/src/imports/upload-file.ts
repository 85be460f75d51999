/** Sends a file whole, and says how far it is: `fetch` cannot. Rejects with what the platform answered. */
export function uploadFile(
  address: string,
  file: Blob,
  onProgress: (share: number) => void,
  make: () => XMLHttpRequest = () => new XMLHttpRequest(),
): {done: Promise<{id: string}>; abort: () => void} {
  const request = make();
  const done = new Promise<{id: string}>((resolve, reject) => {
    request.open('POST', address);
    request.responseType = 'json';
    request.upload.onprogress = ({loaded, total}) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const answer: unknown = request.response;
      if (request.status === 201 && isId(answer)) resolve(answer);
      // as a refusal of the graph says it, so that it is read in one place
      else reject({extensions: answer ?? {}});
    };
    request.onerror = () => reject(new TypeError('the platform cannot be reached'));
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    request.send(file);
  });
  return {done, abort: () => request.abort()};
}

function isId(answer: unknown): answer is {id: string} {
  return typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string';
}

export function uploadAddress(name: string, mode: 'ADD' | 'ADD_AND_UPDATE'): string {
  return `/imports/organisations?${new URLSearchParams({name, mode}).toString()}`;
}
