import {Mailbox} from './mailbox.js';

const box = (whole = () => 'whole') => {
  let closed = 0;
  const mailbox = new Mailbox<string>({whole, onClose: () => closed++}, 'first');
  return {mailbox, closed: () => closed};
};
const take = async (mailbox: Mailbox<string>) => (await mailbox.next()).value as string;

test('a reader who keeps up gets each event', async () => {
  const {mailbox} = box();
  expect(await take(mailbox)).toBe('first');
  mailbox.push('a');
  expect(await take(mailbox)).toBe('a');
  const waiting = take(mailbox);
  mailbox.push('b');
  expect(await waiting).toBe('b');
});

test('a reader who fell behind gets the whole as it is then, whatever the number of events', async () => {
  let state = 0;
  const {mailbox} = box(() => `whole ${state}`);
  for (; state < 10_000; state++) mailbox.push(`event ${state}`);
  expect(await take(mailbox)).toBe('whole 10000');
  mailbox.push('next');
  expect(await take(mailbox)).toBe('next');
});

test('a reader who leaves while waiting is let go, once', async () => {
  const {mailbox, closed} = box();
  await take(mailbox);
  const waiting = mailbox.next();
  await mailbox.return();
  await mailbox.return();
  expect(await waiting).toEqual({value: undefined, done: true});
  mailbox.push('late');
  expect(await mailbox.next()).toEqual({value: undefined, done: true});
  expect(closed()).toBe(1);
});
