import {fullWidth, mobile, spaced} from '../../testing/mobile.js';
import {contactsIn, normaliseEmail, normalisePhone} from './contact.js';
import {maskAddress, maskContact, maskEmail, maskPhone} from './mask.js';

const phone = mobile('00001234');
const other = mobile('00001234', 164);

describe('a telephone number', () => {
  it.each([
    [phone, phone],
    [`+86 ${spaced(phone)}`, phone],
    [`+86-${spaced(phone, '-')}`, phone],
    [`0086 ${phone}`, phone],
    [`86${phone}`, phone],
    [fullWidth(`+86${phone}`), phone],
    [fullWidth(spaced(phone, '-')), phone],
    [`${phone.slice(0, 3)}\u200b${phone.slice(3, 7)}\u202d${phone.slice(7)}`, phone],
    ['(0309) 6234 5678', '030962345678'],
    ['0309—62345678', '030962345678'],
    ['+86 309 62345678', '030962345678'],
    ['+86 (0309) 62345678', '030962345678'],
    ['026-82345678转801', '02682345678x801'],
    ['400-123-4567', '4001234567'],
    ['+852 0000 0001', '+85200000001'],
  ])('%j is %s', (text, same) => expect(normalisePhone(text)).toBe(same));

  it.each([
    '',
    phone.slice(1),
    `${phone}5`,
    `12${phone.slice(2)}`,
    '62345678',
    '030912345678',
    phone.replace('0', 'O'),
    `phone ${phone}`,
    `${phone} ${other}`,
    '+86',
    '+1',
    `${phone}${' '.repeat(60)}`,
  ])('%j is none', (text) => expect(normalisePhone(text)).toBeNull());

  it('stays the same when it is normalised again', () => {
    for (const text of [`+86 ${spaced(phone)}`, '026-82345678转801', '+852 0000 0001', '400-123-4567']) {
      const once = normalisePhone(text);
      expect(normalisePhone(once ?? '')).toBe(once);
    }
  });
});

describe('an address for mail', () => {
  it.each([
    ['a@b.cn', 'a@b.cn'],
    [' Zhang.San+1@Example.COM ', 'zhang.san+1@example.com'],
    ['ａ＠ｂ．ｃｎ', 'a@b.cn'],
    ['张三@例子.中国', '张三@xn--fsqu00a.xn--fiqs8s'],
  ])('%j is %s', (text, email) => expect(normaliseEmail(text)).toBe(email));

  it.each([
    '',
    'a',
    '@b.cn',
    'a@',
    'a@b',
    'a@b..cn',
    'a..b@c.cn',
    '.a@b.cn',
    'a b@c.cn',
    'a@-b.cn',
    'a@b.cn\r\nBcc: c@d.cn',
    'a\u200b@b.cn',
    'a@1.2.3.4',
    `${'a'.repeat(65)}@b.cn`,
    `a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}.cn`,
  ])('%j is none', (text) => expect(normaliseEmail(text)).toBeNull());
});

describe('what is found in a text', () => {
  it.each([
    [`王小明 ${spaced(phone)}`, [phone]],
    [`王小明${phone}、李雷${fullWidth(other)}`, [phone, other]],
    [`${phone} ${other}`, [phone, other]],
    ['电话：0309-62345678转801，邮箱 A@b.cn。', ['a@b.cn', '030962345678x801']],
    [`演唱会-${phone}.mp4`, [phone]],
    ['身份证 340102199001011234', []],
    ['作品 2024-08-01 第 12 号', []],
    ['', []],
  ])('%j has %j', (text, contacts) => expect(contactsIn(text)).toEqual(contacts));

  it('is found in no time, however long the text', () => {
    const before = Date.now();
    for (const text of ['1 '.repeat(10_000), 'a.'.repeat(10_000), '('.repeat(20_000), `${'1'.repeat(20_000)}@`])
      contactsIn(text);
    expect(Date.now() - before).toBeLessThan(1_000);
  });
});

describe('a mask', () => {
  it.each([
    [maskPhone, `+86 ${spaced(phone, '-')}`, '154****1234'],
    [maskPhone, '0309-62345678', '0309****78'],
    [maskPhone, '026-82345678转801', '026****78'],
    [maskPhone, '+852 0000 0001', '+85****01'],
    [maskPhone, 'not a number', '****'],
    [maskEmail, 'Abc@b.cn', 'a***@b.cn'],
    [maskEmail, 'a@b.cn', 'a***@b.cn'],
    [maskEmail, 'not an address', '****'],
    [maskAddress, '安徽省合肥市庐阳区某路 1 号', '安徽省合肥市****'],
    [maskAddress, '广西壮族自治区南宁市某路', '广西壮族自治区南宁市****'],
    [maskAddress, '某路 1 号', '****'],
    [maskAddress, '', '****'],
    [maskContact, fullWidth(phone), '154****1234'],
    [maskContact, 'abc@b.cn', 'a***@b.cn'],
    [maskContact, `王小明 ${phone}`, '****'],
    [maskContact, '北京市某路', '北京市****'],
  ])('%p of %j', (mask, text, masked) => expect(mask(text)).toBe(masked));
});
