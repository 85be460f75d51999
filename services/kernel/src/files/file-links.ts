import {createHmac, timingSafeEqual} from 'node:crypto';

const LIFETIME_MS = 5 * 60_000;

/** Links to one file for at most five minutes, in real time: the domain's clock would revive them in a demo. */
export class FileLinks {
  constructor(
    private readonly secret: string,
    /** Where files are given out, such as `/files`. */
    private readonly prefix: string,
    private readonly now: () => number = Date.now,
  ) {}

  url(fileId: string): string {
    const until = Math.floor((this.now() + LIFETIME_MS) / 1000).toString(36);
    return `${this.prefix}/a/${fileId}?t=${until}.${this.mac(fileId, until)}`;
  }

  check(fileId: string, token: string | null): 'VALID' | 'EXPIRED' | 'FORGED' {
    const [until, mac, ...rest] = (token ?? '').split('.');
    if (!until || !mac || rest.length > 0 || !/^[0-9a-z]{1,10}$/.test(until)) return 'FORGED';
    const expected = Buffer.from(this.mac(fileId, until));
    const given = Buffer.from(mac);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'FORGED';
    return Number.parseInt(until, 36) * 1000 >= this.now() ? 'VALID' : 'EXPIRED';
  }

  private mac(fileId: string, until: string): string {
    return createHmac('sha256', this.secret).update(`file\n${this.prefix}\n${fileId}\n${until}`).digest('base64url');
  }
}
