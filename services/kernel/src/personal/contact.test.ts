import {contactsIn, normaliseEmail, normalisePhone} from './contact.js';
import {maskAddress, maskContact, maskEmail, maskPhone} from './mask.js';

describe('a telephone number', () => {
  it.each([
    ['15400001234', '15400001234'],
    ['+86 154 0000 1234', '15400001234'],
    ['+86-154-0000-1234', '15400001234'],
    ['0086 15400001234', '15400001234'],
    ['8615400001234', '15400001234'],
    ['＋８６１５４００００１２３４', '15400001234'],
    ['１５４－００００－１２３４', '15400001234'],
    ['154\u200b0000\u202d1234', '15400001234'],
    ['(0551) 6234 5678', '055162345678'],
    ['0551—62345678', '055162345678'],
    ['+86 551 62345678', '055162345678'],
    ['+86 (0551) 62345678', '055162345678'],
    ['010-82345678转801', '01082345678x801'],
    ['400-123-4567', '4001234567'],
    ['+852 2345 6789', '+85223456789'],
  ])('%j is %s', (text, phone) => expect(normalisePhone(text)).toBe(phone));

  it.each([
    '',
    '1380000123',
    '154000012345',
    '12800001234',
    '62345678',
    '055112345678',
    '154O0001234',
    'phone 15400001234',
    '15400001234 15400001235',
    '+86',
    '+1',
    `15400001234${' '.repeat(60)}`,
  ])('%j is none', (text) => expect(normalisePhone(text)).toBeNull());

  it('stays the same when it is normalised again', () => {
    for (const text of ['+86 154 0000 1234', '010-82345678转801', '+852 2345 6789', '400-123-4567']) {
      const phone = normalisePhone(text);
      expect(normalisePhone(phone ?? '')).toBe(phone);
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
    ['王小明 154 0000 1234', ['15400001234']],
    ['王小明15400001234、李雷１６４００００１２３４', ['15400001234', '16400001234']],
    ['15400001234 16400001234', ['15400001234', '16400001234']],
    ['电话：0551-62345678转801，邮箱 A@b.cn。', ['a@b.cn', '055162345678x801']],
    ['演唱会-15400001234.mp4', ['15400001234']],
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
    [maskPhone, '+86 154-0000-5678', '154****5678'],
    [maskPhone, '0551-62345678', '0551****78'],
    [maskPhone, '010-82345678转801', '010****78'],
    [maskPhone, '+852 2345 6789', '+85****89'],
    [maskPhone, 'not a number', '****'],
    [maskEmail, 'Abc@b.cn', 'a***@b.cn'],
    [maskEmail, 'a@b.cn', 'a***@b.cn'],
    [maskEmail, 'not an address', '****'],
    [maskAddress, '安徽省合肥市庐阳区某路 1 号', '安徽省合肥市****'],
    [maskAddress, '广西壮族自治区南宁市某路', '广西壮族自治区南宁市****'],
    [maskAddress, '某路 1 号', '****'],
    [maskAddress, '', '****'],
    [maskContact, '１５４００００５６７８', '154****5678'],
    [maskContact, 'abc@b.cn', 'a***@b.cn'],
    [maskContact, '王小明 15400005678', '****'],
    [maskContact, '北京市某路', '北京市****'],
  ])('%p of %j', (mask, text, masked) => expect(mask(text)).toBe(masked));
});
