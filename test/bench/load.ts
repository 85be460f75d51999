import http from 'node:http';

/** A question and the answer that has to come back, to the letter. */
export interface Question {
  body: string;
  expected: string;
}

export interface Target {
  url: string;
  /** Made anew for each request: an envelope serves once, and for one body. */
  headers(body: string): Record<string, string>;
}

/** One request; resolves with the answer's text, rejects unless the status is 200. */
export function postOnce(agent: http.Agent, {url, headers}: Target, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const all = {'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers(body)};
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

/** A fixed number of requests under way for a while, the questions one after the other, over and over. */
export async function load(
  agent: http.Agent,
  target: Target,
  {questions, concurrent, forMs}: {questions: readonly Question[]; concurrent: number; forMs: number},
): Promise<{answered: number; perSecond: number}> {
  const began = performance.now();
  let asked = 0;
  let answered = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < began + forMs) {
      const question = questions[asked++ % questions.length];
      if (!question) throw new Error('there is nothing to ask');
      const text = await postOnce(agent, target, question.body);
      if (text !== question.expected) throw new Error(`another answer than the first one: ${text.slice(0, 300)}`);
      answered += 1;
    }
  };
  await Promise.all(Array.from({length: concurrent}, worker));
  return {answered, perSecond: Math.round((answered * 1_000) / (performance.now() - began))};
}
