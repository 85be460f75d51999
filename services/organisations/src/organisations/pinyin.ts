import {customPinyin, pinyin} from 'pinyin-pro';

/** Places and words that the library reads otherwise; the names of unions and branches are full of them. */
customPinyin({
  单县: 'shàn xiàn',
  洪洞: 'hóng tóng',
  乐清: 'yuè qīng',
  乐亭: 'lào tíng',
  解州: 'xiè zhōu',
  曾都: 'zēng dū',
  蔚县: 'yù xiàn',
  尉犁: 'yù lí',
  浚县: 'xùn xiàn',
  尉氏: 'wèi shì',
  分行: 'fēn háng',
  支行: 'zhī háng',
});

/** How a Chinese text sounds, without tones: whole, and by initials; null where there is nothing Chinese in it. */
export function soundsOf(text: string): {whole: string; initials: string} | null {
  if (!/\p{Script=Han}/u.test(text)) return null;
  const parts = pinyin(text, {toneType: 'none', type: 'all', nonZh: 'consecutive', v: true});
  return {
    whole: parts.map(({isZh, pinyin: sound, origin}) => (isZh ? sound : origin)).join(''),
    initials: parts.map(({isZh, first, origin}) => (isZh ? first : origin)).join(''),
  };
}
