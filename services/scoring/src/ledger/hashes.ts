import {createHash, createHmac} from 'node:crypto';
import type {Mac} from './line.rules.js';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const macBy =
  (secret: string): Mac =>
  (text) =>
    createHmac('sha256', Buffer.from(secret, 'hex')).update(text).digest('hex');
