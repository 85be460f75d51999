import {systemCaller} from '@concours/kernel/identity';
import {PartnerApp} from '@concours/organisations/apps/partner-app';
import {createHmac, randomUUID} from 'node:crypto';
import type {Platform} from '../platform.js';

/** As the votes of the crowd name it, too. */
const APP = 'demo-app';
const LIFETIME_S = 300;
/** Where its users work, in turn. */
const UNITS = ['ah.hefei.c1.g1', 'ah.hefei.c1.g2', 'ah.hefei.c1'];

/** Plays the app of a union: whoever opens the page where one votes is a new user of it. */
export class DemoApp {
  private secret: string | null = null;

  /** Its key lasts as long as the process: the former one is ended. */
  async register({services}: Platform, organisationId: string): Promise<void> {
    const {database, slices} = services.organisations;
    const {apps} = slices;
    const system = systemCaller();
    if (!(await database.read.existsBy(PartnerApp, {id: APP}))) {
      this.secret = (await apps.register(system, {id: APP, name: '职工之家（演示）', organisationId})).secret;
      return;
    }
    const [former] = await apps.keysOf([APP]);
    for (const {id} of former ?? []) await apps.endKey(system, id);
    this.secret = (await apps.addKey(system, APP)).secret;
  }

  /** As an app of its own would sign it; null before there is one. */
  token(): string | null {
    if (this.secret === null) return null;
    const now = Math.floor(Date.now() / 1_000);
    const sub = `visitor-${randomUUID()}`;
    const org = UNITS[now % UNITS.length];
    const claims = {iss: APP, aud: 'concours', sub, org, since: '2024-03-08', exp: now + LIFETIME_S};
    const signed = [{alg: 'HS256', typ: 'JWT'}, claims].map((part) => encoded(JSON.stringify(part))).join('.');
    return `${signed}.${encoded(createHmac('sha256', this.secret).update(signed).digest())}`;
  }
}

const encoded = (content: string | Buffer): string => Buffer.from(content).toString('base64url');
