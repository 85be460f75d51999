import type {CampaignAccess} from '../environment.js';

export interface GraphRefusal {
  code: string;
  text: string;
}

/** The platform said no, and why. */
export class Refused extends Error {
  constructor(readonly refusal: GraphRefusal) {
    super(`${refusal.code}: ${refusal.text}`);
    this.name = 'Refused';
  }
}

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: {message: string; extensions?: {code?: string; text?: {en?: string}}}[];
}

/** Asks the graph of a running platform, as whoever the environment says: by a key, or by signing in first. */
export class GraphAsker {
  private token: string | undefined;

  constructor(private readonly access: CampaignAccess) {}

  async ask<T>(query: string, variables: object): Promise<T> {
    this.token ??= await this.signedIn();
    return this.send<T>(query, variables, this.token);
  }

  private async signedIn(): Promise<string> {
    const {key, name, password} = this.access;
    if (key !== undefined) return key;
    const query =
      'mutation ($name: String!, $password: String!) { signIn(name: $name, password: $password) { token } }';
    return (await this.send<{signIn: {token: string}}>(query, {name, password})).signIn.token;
  }

  private async send<T>(query: string, variables: object, token?: string): Promise<T> {
    const headers = {'content-type': 'application/json', ...(token && {authorization: `Bearer ${token}`})};
    const body = JSON.stringify({query, variables});
    const response = await fetch(`${this.access.url}/graphql`, {method: 'POST', headers, body});
    const {data, errors} = (await response.json()) as Answer;
    const [error] = errors ?? [];
    if (error) {
      const {code = 'UNKNOWN', text} = error.extensions ?? {};
      throw new Refused({code, text: text?.en ?? error.message});
    }
    if (!data) throw new Refused({code: String(response.status), text: 'the platform answered without data'});
    return data as T;
  }
}
