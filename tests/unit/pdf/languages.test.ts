import { expect, test } from 'vitest';
import { buildPdf } from '#main/backend/pdf/build-pdf.ts';
import { missingIn } from '#main/backend/pdf/fonts.ts';
import {
  LETTER_LANGUAGES,
  languageTag,
  letterLanguage,
  TYPESET_LANGUAGES,
  type TypesetLanguage,
} from '#shared/letters/kinds.ts';
import { readPdf, tagsOf } from '../../fixtures/read-pdf.ts';

/** The letters of each alphabet, and a sentence or two as people write them. */
const SAMPLES: Readonly<Record<TypesetLanguage, { readonly alphabet: string; readonly text: string }>> = {
  en: {
    alphabet: 'abcdefghijklmnopqrstuvwxyz',
    text: 'All human beings are born free and equal in dignity and rights.',
  },
  es: {
    alphabet: 'abcdefghijklmnñopqrstuvwxyzáéíóúü¿¡',
    text: '¿Cómo está? Todos los seres humanos nacen libres e iguales en dignidad y derechos.',
  },
  vi: {
    alphabet: 'aăâbcdđeêghiklmnoôơpqrstuưvxyàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ',
    text: 'Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền lợi.',
  },
  tl: {
    alphabet: 'abcdefghijklmnñopqrstuvwxyzáàâéèêíìîóòôúùû',
    text: 'Ang lahat ng tao’y isinilang na malaya at pantay-pantay sa karangalan at mga karapatan.',
  },
  ru: {
    alphabet: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
    text: 'Все люди рождаются свободными и равными в своём достоинстве и правах.',
  },
  uk: {
    alphabet: 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’',
    text: 'Всі люди народжуються вільними і рівними у своїй гідності та правах.',
  },
  hy: {
    alphabet: 'աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև՝՛՞։',
    text: 'Բոլոր մարդիկ ծնվում են ազատ ու հավասար իրենց արժանապատվությամբ և իրավունքներով։',
  },
  hmn: {
    alphabet: 'abcdefghijklmnopqrstuvwxyz',
    text: 'Txhua tus neeg yug los muaj kev ywj pheej thiab muaj vaj huam sib luag hauv txoj cai.',
  },
  ium: {
    alphabet: 'abcdefghijklmnopqrstuvwxyz’',
    text: 'Yie mbuo tengx meih longc meih nyei waac gorngv. Maiv zuqc cuotv nyaanh.',
  },
};

/** Lines joined again; one may end after a hyphen. */
const squeezed = (text: string) => text.replace(/-\n/g, '-').replace(/\s+/g, ' ');

for (const language of TYPESET_LANGUAGES) {
  test(`${language}: every letter has a glyph, comes back as typed, and breaks between words`, async () => {
    const { alphabet, text } = SAMPLES[language];
    const letters = `${alphabet} ${alphabet.toLocaleUpperCase(language)}`;
    // The capital of և is written with two letters; both are in the alphabet.
    expect(missingIn(`${letters} ${text}`)).toEqual([]);
    const long = Array.from({ length: 12 }, () => text).join(' ');
    const { bytes } = await buildPdf({
      title: text,
      subject: 'Letter',
      author: 'Larkmeadow Care',
      lang: languageTag(language),
      createdAt: new Date(0),
      header: { left: text, right: '' },
      footer: [],
      blocks: [
        { kind: 'heading', level: 1, text },
        { kind: 'paragraph', text: [...letters].join(' ') },
        { kind: 'paragraph', text: long },
      ],
    });
    const pdf = await readPdf(bytes);
    const [heading] = pdf.pages.flatMap((page) => tagsOf(page.tags, 'H1'));
    const [spelled, prose] = pdf.pages.flatMap((page) => tagsOf(page.tags, 'P'));
    expect(squeezed(heading?.text ?? '')).toBe(text);
    expect(squeezed(spelled?.text ?? '').trim()).toBe([...letters].filter((one) => one !== ' ').join(' '));
    expect(squeezed(prose?.text ?? '').trim()).toBe(long);
    // No line ends inside a word: every piece of a line is whole words of the text.
    const words = new Set(long.split(/[ -]/));
    for (const line of (prose?.text ?? '').split('\n')) {
      for (const word of line.trim().split(/[ -]/)) if (word !== '') expect(words).toContain(word);
    }
    expect(pdf.lang).toBe(languageTag(language));
    expect(pdf.fonts.every(({ embedded }) => embedded)).toBe(true);
  });
}

test('scripts that need joining, another direction or thousands of signs are not typeset', () => {
  const not = LETTER_LANGUAGES.filter((one) => !(TYPESET_LANGUAGES as readonly string[]).includes(one));
  expect(not).toEqual(['ar', 'fa', 'zh-Hant', 'zh-Hans', 'ko', 'ja', 'km', 'lo', 'th', 'hi', 'pa']);
  for (const text of [
    'العربية',
    'فارسی',
    '中文',
    '한국어',
    '日本語',
    'ភាសាខ្មែរ',
    'ພາສາລາວ',
    'ภาษาไทย',
    'हिन्दी',
    'ਪੰਜਾਬੀ',
  ]) {
    expect(missingIn(text).length, text).toBeGreaterThan(0);
  }
});

test('languages are known by the names and codes that files use', () => {
  const seen = [
    'Hmong',
    'Tagalog',
    'VIE',
    'русский',
    'Chinese',
    'Chinese (traditional)',
    'Mixteco',
    'Spanglish',
    '',
  ];
  expect(seen.map(letterLanguage)).toEqual(['hmn', 'tl', 'vi', 'ru', null, 'zh-Hant', null, null, 'en']);
});
