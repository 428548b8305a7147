import fc from 'fast-check';
import { expect, test } from 'vitest';
import { authorizationGaps, isCheckedLanguage, noticeWords, reviewTemplate } from '#shared/letters/checks.ts';
import { LETTER_KINDS, LETTER_LANGUAGES, letterLanguage } from '#shared/letters/kinds.ts';
import { SHIPPED } from '#shared/letters/library.ts';
import { readingGrade } from '#shared/letters/reading-level.ts';
import { fillTemplate, readTemplate, type Template, textOf } from '#shared/letters/template.ts';

function read(body: string): Template {
  const template = readTemplate(body);
  if ('problem' in template) throw new Error(template.problem.sentence);
  return template;
}
function problem(body: string): string {
  const template = readTemplate(body);
  return 'problem' in template ? `${template.problem.line}: ${template.problem.sentence}` : '';
}

test('fields, conditions and lists are filled, and blanks are named', () => {
  const template = read(
    '# Hello {{member.name}}\n\n{{#if lead.name}}\nAsk {{lead.name}}.\n{{/if}}\n{{#unless lead.name}}\nAsk us.\n{{/unless}}\n{{#each care_team}}\n- {{name}}, {{role}}\n{{/each}}\n{{agency.phone}}\n___ Sign',
  );
  const filled = fillTemplate(template, {
    fields: { 'member.name': 'Ana Peña', 'agency.phone': ' ' },
    lists: {
      care_team: [
        { name: 'Ines', role: 'navigator' },
        { name: 'Tom', role: 'nurse' },
      ],
    },
  });
  expect(filled).toEqual({
    blocks: [
      { kind: 'heading', level: 1, text: 'Hello Ana Peña' },
      { kind: 'paragraph', text: 'Ask us.' },
      { kind: 'list', items: ['Ines, navigator', 'Tom, nurse'] },
      { kind: 'signatures', labels: ['Sign'] },
    ],
    missing: ['agency’s phone'],
  });
});

test('a bad template is told by name and line', () => {
  expect(problem('Hello\n{{member.nmae}}')).toBe('2: There is no field “member.nmae”.');
  expect(problem('a\n{{#if lead.name}}\nb')).toBe('2: {{#if lead.name}} is never closed.');
  expect(problem('{{/if}}')).toBe('1: {{/if}} closes nothing.');
  expect(problem('{{#if lead.name}}{{/each}}')).toBe('1: {{/each}} stands where {{/if}} is due.');
  expect(problem('{{#each people}}{{/each}}')).toBe('1: There is no list “people”.');
  expect(problem('{{#each goals}}{{#each goals}}{{/each}}{{/each}}')).toMatch(/list cannot stand inside/);
  expect(problem('{{> welcome}}')).toBe('1: A template cannot take in another template, or itself.');
  expect(problem('{{member.name')).toMatch(/does not close/);
  expect(problem('x'.repeat(1_000_000))).toMatch(/^1: The template has 1,000,000 characters/);
  expect(problem('{{#if today}}'.repeat(9) + '{{/if}}'.repeat(9))).toMatch(/more than 4 deep/);
  expect(problem('  ')).toBe('1: The template is empty.');
});

test('data is never read as a template, heading or list', () => {
  const template = read('{{member.name}}\n\nend');
  for (const name of ['# Big', '- item', '___ sign', '{{today}}', 'a\n# b', '{{#if x}}']) {
    const { blocks } = fillTemplate(template, { fields: { 'member.name': name }, lists: {} });
    expect(blocks.map((block) => block.kind)).toEqual(['paragraph', 'paragraph']);
    expect(textOf(blocks)).toBe(`${name.replace('\n', ' ')}\n\nend`);
  }
});

test('no text makes the reader throw', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    '#if ',
    '/if',
    '#each ',
    'today',
    'goals',
    'name',
    '!',
    '>',
    '\n',
    ' ',
    'x',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const template = readTemplate(pieces.join(''));
      if (!('problem' in template)) fillTemplate(template, { fields: {}, lists: {} });
    }),
  );
});

test('every letter is there in English and Spanish, sound, at sixth grade or below', () => {
  expect(SHIPPED).toHaveLength(LETTER_KINDS.length * 2);
  for (const { id, kind, language, title, body } of SHIPPED) {
    const review = reviewTemplate(kind, language, { title, body });
    expect(review.problems, id).toEqual([]);
    expect(review.grade, id).toBeLessThanOrEqual(6);
  }
});

test('both languages of a letter use the same fields and legal elements', () => {
  for (const kind of LETTER_KINDS) {
    const [en, es] = SHIPPED.filter((one) => one.kind === kind).map(({ body }) => read(body));
    expect([...(es?.fields ?? [])].sort(), kind).toEqual([...(en?.fields ?? [])].sort());
    expect(es?.marks, kind).toEqual(en?.marks);
    const shape = (template: Template | undefined) =>
      template && fillTemplate(template, { fields: {}, lists: {} }).blocks.map((block) => block.kind);
    expect(shape(es), kind).toEqual(shape(en));
  }
});

test('an authorization without one of its legal elements is not sound', () => {
  const body = SHIPPED.find(({ id }) => id === 'shipped:authorization:en')?.body ?? '';
  expect(authorizationGaps(read(body))).toEqual([]);
  expect(authorizationGaps(read(body.replace('{{!revoke}}', '')))).toEqual([
    'the right to revoke in writing',
  ]);
  expect(authorizationGaps(read(body.replace('{{auth.expires}}', 'never')))).toEqual([
    'an end date or event',
  ]);
  expect(authorizationGaps(read(body.replace(/___ Person.*/, '')))).toEqual([
    'the representative’s authority',
  ]);
});

test('words of a Notice of Action are found in both languages', () => {
  expect(noticeWords('Your request was denied.', 'en')).toBe('denied');
  expect(noticeWords('Puede apelar.', 'es')).toBe('apela');
  expect(noticeWords('We stop calling for now.', 'en')).toBeNull();
  expect(noticeWords('We are ending your services.', 'en')).toBe('ending your services');
  expect(noticeWords('Cancelamos sus servicios.', 'es')).toBe('Cancelamos sus servicios');
});

test('words of a Notice of Action are found wherever a letter could say them', () => {
  const sentences = (title: string, body: string) =>
    reviewTemplate('welcome', 'en', { title, body }).problems.map(({ sentence }) => sentence);
  const found = ['“denied” reads like a Notice of Action. The plan sends those.'];
  const denied = 'Your request was denied.';
  expect(sentences('Welcome', `Hello.\n{{#unless lead.name}}\n${denied}\n{{/unless}}`)).toEqual(found);
  expect(sentences('Welcome', `Hello.\n{{#each goals}}\n- {{words}} was denied\n{{/each}}`)).toEqual(found);
  expect(sentences('Denied', 'Hello.')).toHaveLength(1);
  expect(sentences('Welcome', 'Hello.')).toEqual([]);
});

test('a language is either checked for tone and reading level, or known not to be', () => {
  const checked = LETTER_LANGUAGES.filter(isCheckedLanguage);
  expect(checked).toEqual(['en', 'es']);
  for (const language of LETTER_LANGUAGES) {
    expect(readingGrade('Hello.', language) !== null, language).toBe(checked.includes(language));
  }
});

test('reading levels rise with long words and sentences', () => {
  expect(readingGrade('We can help you. Call us.', 'en')).toBeLessThan(3);
  const hard =
    'Interdisciplinary coordination facilitates comprehensive transitional rehabilitation services.';
  expect(readingGrade(hard, 'en')).toBeGreaterThan(12);
  const duro =
    'La coordinación interdisciplinaria facilita servicios integrales de rehabilitación transicional especializada.';
  expect(readingGrade(duro, 'es')).toBeGreaterThan(
    readingGrade('Le damos una copia. Llámenos hoy.', 'es') ?? 99,
  );
  expect(readingGrade('Chúng tôi có thể giúp.', 'vi')).toBeNull();
});

test('a language without letters is not taken for English', () => {
  expect(['English', null, 'Spanish', 'Español', 'es', 'Hmong', 'Mixteco'].map(letterLanguage)).toEqual([
    'en',
    'en',
    'es',
    'es',
    'es',
    'hmn',
    null,
  ]);
});
