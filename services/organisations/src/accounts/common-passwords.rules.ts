/**
 * What is tried first wherever passwords are guessed, and long enough to be taken otherwise: the beginning of the lists of
 * passwords that have leaked, with those that people here choose. Lower case; digits at the end don't make another of one.
 */
const words = [
  'password passw0rd p@ssword p@ssw0rd pa55word mypassword passwort',
  'qwertyui qwertyuiop qwerty1 qwert asdfghjk asdfghjkl zxcvbnm zxcvbnma qazwsx qazwsxedc qweasd qweasdzxc 1qaz2wsx 1qazxsw2 q1w2e3r4 1q2w3e4r zaq12wsx',
  'iloveyou sunshine princess football baseball superman batman michael jennifer charlie dragon monkey shadow master welcome',
  'trustno letmein starwars computer internet whatever freedom killer hunter ranger jordan harley cheese summer winter',
  'administrator admin admin@ adminadmin root rootroot guest test testtest user default changeme change.me temp secret',
  'concours zonggong gonghui xitong guanliyuan mima mimamima denglu woaini woaini1314 wodemima wangluo zhongguo nihao nihaoma',
  'beijing shanghai hefei anhui guangxi qq qqqq aaaa asdf asdfasdf qwer qwerqwer abc abcd abcdef abcdefg abcdefgh a1b2c3d4 aa bb wang li zhang liu chen',
];
const common = new Set(words.join(' ').split(' '));

/** Characters beside each other on a keyboard or in the alphabet. */
const rows = ['01234567890', '09876543210', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** One character or a short group over and over, a run along the keyboard, a date, or one of the best-known words. */
export function isCommon(password: string): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  return (
    /^(.{1,4})\1+$/su.test(plain) ||
    rows.some((row) => `${row}${row}`.includes(plain)) ||
    /^(19|20)?\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])$/.test(plain) ||
    /^1[3-9]\d{9}$/.test(plain) ||
    common.has(plain) ||
    common.has(plain.replace(/[\d!@#$.]+$/, ''))
  );
}
