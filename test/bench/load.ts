import http from 'node:http';

export interface Load {
  url: string;
  body: string;
  /** Made anew for each request: an envelope serves once. */
  headers(): Record<string, string>;
  concurrent: number;
  forMs: number;
}

/** One request; resolves with the answer's text, rejects unless the status is 200. */
export function postOnce(
  agent: http.Agent,
  {url, body, headers}: Pick<Load, 'url' | 'body' | 'headers'>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const all = {'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers()};
    const request = http.request(`${url}/graphql`, {method: 'POST', agent, headers: all}, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${response.statusCode}: ${text.slice(0, 300)}`));
      });
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** A fixed number of requests under way for a while. All answers have to be `expected`, to the letter. */
export async function load(
  agent: http.Agent,
  i: Load,
  expected: string,
): Promise<{answered: number; perSecond: number}> {
  const began = performance.now();
  let answered = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < began + i.forMs) {
      const text = await postOnce(agent, i);
      if (text !== expected) throw new Error(`another answer than the first one: ${text.slice(0, 300)}`);
      answered += 1;
    }
  };
  await Promise.all(Array.from({length: i.concurrent}, worker));
  return {answered, perSecond: Math.round((answered * 1_000) / (performance.now() - began))};
}
