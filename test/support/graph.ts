/** An answer's fields, read without declaring them first. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
type Data = any;

/** Asks a gateway as an API client would. An answer with errors fails and prints what was asked. */
export function graphAt(url: string, token?: string) {
  return async (query: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const headers = {'content-type': 'application/json', ...(token ? {authorization: `Bearer ${token}`} : {})};
    const response = await fetch(`${url}/graphql`, {method: 'POST', headers, body: JSON.stringify({query, variables})});
    const text = await response.text();
    const {data, errors} = JSON.parse(text) as {data?: Data; errors?: unknown[]};
    if (errors)
      throw new Error(`${query}\nvariables: ${JSON.stringify(variables)}\nanswer (${response.status}): ${text}`);
    return data;
  };
}
