import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PrintEvent } from '#shared/letters/contract.ts';
import { readPaper } from '../../fixtures/paper-rules.ts';
import { addPlan } from '../../fixtures/people.ts';
import { readPdf, textBoxes } from '../../fixtures/read-pdf.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let planId: string;
const members: string[] = [];
let hmongId: string;
let cins = 90001000;

const FIRST = ['Ana', 'Luis', 'Rosa', 'Marta', 'Iván', 'Zoë', 'Nina', 'Omar', 'Paz', 'Teo'];
const LAST = ['Guavatree', 'Peñarosa', 'Copperbrook', 'Rainfallow', 'Quillfeather'];

async function addMember(index: number, language: string): Promise<string> {
  cins += 1;
  const { member } = await w.api.members.add({
    planId,
    cin: `${cins}A`,
    firstName: FIRST[index % 10] ?? 'Ana',
    lastName: `${LAST[Math.floor(index / 10)] ?? 'Lark'}`,
    birthDate: `19${50 + (index % 40)}-05-02`,
    program: 'ECM',
    language,
    leadId: w.user.id,
    assignedOn: '2026-08-01',
    street: `${index + 1} Larkspur Way`,
    city: 'Oakland',
    state: 'CA',
    zip: '94612',
  } as Parameters<typeof w.api.members.add>[0]);
  return member.id;
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
  );

async function print(batch: Parameters<typeof w.api.letters.print>[0]): Promise<PrintEvent[]> {
  const events: PrintEvent[] = [];
  for await (const event of await w.api.letters.print(batch)) events.push(event);
  return events;
}

function folder(name: string): string {
  const path = join(w.root, name);
  mkdirSync(path);
  w.shell.willOpen(path);
  return path;
}

beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => new Date('2026-11-18T18:00:00Z') });
  planId = await addPlan(w.api);
  for (let index = 0; index < 50; index += 1) {
    members.push(await addMember(index, index % 2 === 0 ? 'English' : 'Spanish'));
  }
  hmongId = await addMember(60, 'Hmong');
}, 60_000);
afterAll(async () => {
  await w.close();
});

function approve(id: string, approvalId: string) {
  return w.api.letters.approve({ id, planId, by: 'plan_approved', approvalId, approvedOn: '2026-10-01' });
}

/** The size of the smallest type on any page, head and foot too, in points. */
async function smallest(bytes: Uint8Array): Promise<number> {
  const sizes = (await textBoxes(bytes)).flatMap(({ items }) => items.map(({ size }) => size));
  return Math.round(Math.min(...sizes) * 100) / 100;
}

test('nothing is printed before its text is approved, and nobody gets English unasked', async () => {
  const batch = { kind: 'welcome', memberIds: members.slice(0, 2) } as const;
  expect((await w.api.letters.check(batch)).ready).toBe(0);
  expect(await codeOf(print(batch))).toBe(
    'HELD: The letter to Ana Guavatree cannot be printed. Welcome has no approved text in English for Sunpoppy Health Plan.',
  );
  const { version } = await approve('shipped:welcome:en', 'SP-2026-11');
  expect(version).toBe(1);
  const { addressees, ready } = await w.api.letters.check({
    ...batch,
    memberIds: [...batch.memberIds, hmongId],
  });
  expect(ready).toBe(1);
  expect(addressees.map(({ language, fallback, problem }) => [language, fallback, problem !== null])).toEqual(
    [
      ['en', false, false],
      ['es', false, true],
      ['hmn', false, true],
    ],
  );
  expect(addressees[2]?.problem).toContain('no text in Hmong');
  const english = await w.api.letters.check({
    kind: 'welcome',
    memberIds: [hmongId],
    englishOtherwise: true,
  });
  expect(english.addressees[0]).toMatchObject({ language: 'en', fallback: true, problem: null });
  await approve('shipped:welcome:es', 'SP-2026-12');
});

test('fifty letters in two languages become one merged file and one for each member, and a log', async () => {
  const path = folder('welcome');
  const events = await print({ kind: 'welcome', memberIds: members });
  const done = events.at(-1);
  expect(done).toMatchObject({ step: 'done', letters: 50, notes: [] });
  expect(events.filter((event) => event.step === 'printing').length).toBeGreaterThan(3);
  const files = readdirSync(path);
  expect(files).toHaveLength(51);
  const merged = await readPaper(readFileSync(join(path, 'Welcome 2026-11-18, 50 letters.pdf')));
  expect(merged.pages).toHaveLength(50);
  expect(merged.text).toContain('Welcome, Ana');
  expect(merged.text).toContain('Le damos la bienvenida, Luis');
  expect(merged.text).toContain('Página 1 de 1');
  expect(merged.fonts.every((font) => font.embedded)).toBe(true);
  const [first, second] = merged.pages;
  expect(first?.text).toContain('Welcome v1, SP-2026-11');
  expect(first?.tags.children[0]?.children[0]?.role).toBe('Part');
  expect(second?.tags.text).toContain('2 Larkspur Way');
  const own = files.find((file) => file.startsWith('Welcome Iván Guavatree'));
  const one = await readPaper(readFileSync(join(path, own ?? '')));
  expect(one.lang).toBe('en-US');
  expect(one.info.Title).toBe('Welcome, Iván Guavatree');
  const log = await w.api.letters.log({});
  expect(log.total).toBe(50);
  expect(new Set(log.letters.map((letter) => letter.language))).toEqual(new Set(['en', 'es']));
});

test('a letter is mailed, comes back once, and the lead gets a task', async () => {
  const [letter] = (await w.api.letters.log({ memberId: members[0] })).letters;
  const id = letter?.id ?? '';
  await w.api.letters.mailed({ ids: [id], on: '2026-11-18' });
  await w.api.letters.returned({ id, on: '2026-11-18', reason: 'Moved, no forwarding address' });
  expect(await codeOf(w.api.letters.returned({ id, on: '2026-11-18', reason: 'again' }))).toMatch(
    /^CONFLICT/,
  );
  expect((await w.api.letters.log({ memberId: members[0] })).letters[0]).toMatchObject({
    mailedOn: '2026-11-18',
    returnedReason: 'Moved, no forwarding address',
  });
  // Among the attempts of a member in outreach, not counted, with what became of it.
  const card = await w.api.outreach.card({ memberId: members[0] ?? '' });
  expect(card.attempts).toBe(0);
  expect(card.history.find((one) => one.letter?.returnedOn)).toMatchObject({
    title: letter?.title,
    counted: false,
    letter: {
      mailedOn: '2026-11-18',
      returnedOn: '2026-11-18',
      returnedReason: 'Moved, no forwarding address',
    },
  });
  const { tasks } = (await w.api.tasks.list({} as never)) as { tasks: { title: string }[] };
  expect(tasks.map((task) => task.title)).toContain('Find the right address');
});

test('an approved text is locked, also in the database; a new version retires the old one', async () => {
  const own = async () => (await w.api.letters.library({})).templates.filter((one) => one.version > 0);
  const welcome = (await own()).find((one) => one.kind === 'welcome' && one.language === 'en');
  const text = { kind: 'welcome', planId, language: 'en', title: 'Welcome' } as const;
  const locked = w.api.letters.saveTemplate({ ...text, id: welcome?.id, body: 'Hello.' });
  expect(await codeOf(locked)).toMatch(/^CONFLICT.*locked/);
  const db = w.backend.host.session?.workspace.db;
  const change = db
    ?.updateTable('letter_template')
    .set({ body: 'x' })
    .where('id', '=', welcome?.id ?? '');
  await expect(change?.execute()).rejects.toThrow('approved templates are locked');
  const { id } = await w.api.letters.saveTemplate({ ...text, body: '# Hello\n\nWelcome, {{member.name}}.' });
  await approve(id, 'SP-2026-30');
  expect((await own()).filter((one) => one.kind === 'welcome' && one.language === 'en')).toMatchObject([
    { version: 2, state: 'plan_approved', approvalId: 'SP-2026-30' },
    { version: 1, state: 'retired' },
  ]);
});

test('bad templates are refused by name before anything is kept', async () => {
  const save = (body: string) =>
    codeOf(w.api.letters.saveTemplate({ kind: 'welcome', planId, language: 'en', title: 'T', body }));
  expect(await save('{{member.nmae}}')).toBe('VALIDATION: Line 1. There is no field “member.nmae”.');
  expect(await save('{{#if lead.name}}x')).toMatch(/never closed/);
  expect(await save('{{> welcome}}')).toMatch(/another template, or itself/);
  expect(await save('x'.repeat(1_000_000))).toMatch(/1,000,000 characters/);
  expect(await save('Your care is denied.')).toMatch(/reads like a Notice of Action/);
});

test('missing fields are named by person, and nothing is written', async () => {
  await approve('shipped:appointment:en', 'SP-2026-13');
  const batch = { kind: 'appointment' as const, memberIds: [members[0] ?? ''] };
  const checked = await w.api.letters.check(batch);
  expect(checked.asks.map(({ name }) => name)).toEqual([
    'appointment.date',
    'appointment.time',
    'appointment.place',
    'appointment.with',
  ]);
  expect(checked.addressees[0]?.missing).toContain('time of the appointment');
  expect(await codeOf(print(batch))).toMatch(
    /^HELD: The letter to Ana Guavatree lacks: date of the appointment/,
  );
  const before = (await w.api.letters.log({})).total;
  const path = folder('appointment');
  await print({
    ...batch,
    print: 'large',
    given: {
      'appointment.date': '2026-12-01',
      'appointment.time': '10:30 AM',
      'appointment.place': '100 Main St',
      'appointment.with': 'Lena Vantree',
    },
  });
  expect((await w.api.letters.log({})).total).toBe(before + 1);
  const [file] = readdirSync(path);
  const bytes = readFileSync(join(path, file ?? ''));
  expect((await readPaper(bytes)).text).toContain('Day: December 1, 2026');
  expect(await smallest(bytes)).toBeGreaterThanOrEqual(20);
});

test('an authorization stands alone in 14 points with every legal element', async () => {
  await approve('shipped:authorization:en', 'SP-2026-14');
  const path = folder('authorization');
  await print({
    kind: 'authorization',
    language: 'en',
    memberIds: members.slice(0, 2),
    given: {
      'auth.information': 'My care plan and lab results',
      'auth.discloser': 'Larkmeadow Community Care',
      'auth.recipient': 'Cedar Clinic',
      'auth.purpose': 'To plan my care, and nothing else',
      'auth.expires': '2027-11-18',
    },
  });
  const files = readdirSync(path);
  expect(files).toHaveLength(2);
  const { text } = await readPaper(readFileSync(join(path, files[0] ?? '')));
  expect(text).toContain('November 18, 2027');
  expect(text).toContain('take this back at any time');
  expect(text).not.toContain('drug or alcohol');
  expect(await smallest(readFileSync(join(path, files[0] ?? '')))).toBeGreaterThanOrEqual(14);
});

test('a cancelled folder leaves neither file nor log row', async () => {
  const before = (await w.api.letters.log({})).total;
  w.shell.willOpen(null);
  expect(await codeOf(print({ kind: 'welcome', memberIds: members.slice(0, 2) }))).toMatch(/^CANCELLED/);
  expect((await w.api.letters.log({})).total).toBe(before);
});

test('what a person enters for a batch must not read like a Notice of Action either', async () => {
  await approve('shipped:referral:en', 'SP-2026-31');
  const given = { 'referral.to': 'Cedar Clinic', 'referral.phone': '(510) 555-0142' };
  const batch = {
    kind: 'referral',
    memberIds: members.slice(0, 1),
    given: { ...given, 'referral.reason': 'because your request was denied' },
  } as const;
  // Refused before a folder is asked for.
  expect(await codeOf(print(batch))).toMatch(/“denied” reads like a Notice of Action/);
  const calm = { ...batch, given: { ...given, 'referral.reason': 'to see about your feet' } };
  expect((await w.api.letters.check(calm)).addressees[0]?.problem).toBeNull();
});

test('a language nothing here can check is approved once a person answers for it, by name', async () => {
  const { id } = await w.api.letters.saveTemplate({
    kind: 'graduation',
    planId,
    language: 'hmn',
    title: 'Zoo siab',
    body: '# Zoo siab, {{member.called_name}}\n\nKoj ua tau zoo.',
  });
  expect(await codeOf(approve(id, 'SP-2026-32'))).toMatch(
    /^VALIDATION: Hearth cannot check tone and reading level in Hmong\./,
  );
  await w.api.letters.approve({
    id,
    planId,
    by: 'plan_approved',
    approvalId: 'SP-2026-32',
    approvedOn: '2026-10-01',
    readBy: 'Mai Vangford',
  });
  const { templates } = await w.api.letters.library({});
  expect(templates.find((one) => one.id === id)).toMatchObject({
    state: 'plan_approved',
    byPerson: true,
    readBy: 'Mai Vangford',
    grade: null,
  });
  expect(templates.filter(({ language }) => language === 'en').every(({ byPerson }) => !byPerson)).toBe(true);
});

test('only administrators approve', async () => {
  const coordinator = w.asRole('care_coordinator');
  expect(
    await codeOf(
      coordinator.letters.approve({
        id: 'shipped:referral:en',
        planId: null,
        by: 'dhcs_approved',
        approvalId: 'x',
        approvedOn: '2026-10-01',
      }),
    ),
  ).toMatch(/^FORBIDDEN/);
});

test('papers of the plan go along, are told when they are in another language, and a whole letter may be one', async () => {
  const { PDFDocument, StandardFonts } = await import('@cantoo/pdf-lib');
  async function paper(name: string, words: readonly string[]): Promise<string> {
    const pdf = await PDFDocument.create();
    const font = await pdf.embedFont(StandardFonts.Helvetica);
    for (const text of words) pdf.addPage([612, 792]).drawText(text, { x: 72, y: 700, size: 12, font });
    const path = join(w.root, name);
    writeFileSync(path, await pdf.save());
    return path;
  }
  const base = { planId, approvalId: 'SP-N1', approvedOn: '2026-10-01' } as const;
  const add = async (
    path: string,
    kind: 'nondiscrimination' | 'taglines' | 'welcome',
    language: 'en' | 'many' | 'hmn',
  ) => {
    w.shell.willOpen(path);
    return w.api.letters.addPaper({ ...base, kind, language });
  };
  const bad = join(w.root, 'bad.pdf');
  writeFileSync(bad, 'no pdf');
  expect(await codeOf(add(bad, 'taglines', 'many'))).toMatch(/^FILE_UNREADABLE.*bad\.pdf cannot be read/);
  w.shell.willOpen(null);
  expect(await w.api.letters.addPaper({ ...base, kind: 'taglines', language: 'many' })).toBeNull();
  const notice = await add(
    await paper('notice.pdf', ['Discrimination is against the law', 'How to file']),
    'nondiscrimination',
    'en',
  );
  expect(notice).toMatchObject({ pages: 2, fileName: 'notice.pdf', missingFonts: ['Helvetica'] });
  await add(await paper('taglines.pdf', ['ATTENTION: help in your language']), 'taglines', 'many');
  await add(await paper('hmong.pdf', ['Zoo siab txais tos']), 'welcome', 'hmn');

  const memberIds = [members[0] ?? '', members[1] ?? '', hmongId];
  const batch = { kind: 'welcome' as const, memberIds };
  const check = await w.api.letters.check(batch);
  expect(check.languages).toEqual(['en', 'es', 'hmn']);
  expect(check.addressees.map(({ enclosed }) => enclosed)).toEqual([
    ['Nondiscrimination notice, English', 'Language taglines'],
    ['Nondiscrimination notice, English', 'Language taglines'],
    ['Welcome, Hmong', 'Nondiscrimination notice, English', 'Language taglines'],
  ]);
  expect(check.notes).toEqual([
    'The nondiscrimination notice of Sunpoppy Health Plan goes along in English, not Spanish.',
    'The nondiscrimination notice of Sunpoppy Health Plan goes along in English, not Hmong.',
  ]);
  const into = folder('with-papers');
  const events = await print(batch);
  const last = events.at(-1);
  expect(last).toMatchObject({ step: 'done', letters: 3, notes: check.notes });
  const hmong = readdirSync(into).find((name) => name.includes('90001051A')) ?? '';
  const whole = await readPdf(readFileSync(join(into, hmong)));
  expect(whole.pages.map(({ text }) => text)).toEqual([
    expect.stringContaining('Oakland, CA 94612'),
    expect.stringContaining('Zoo siab txais tos'),
    expect.stringContaining('Discrimination is against the law'),
    expect.stringContaining('How to file'),
    expect.stringContaining('ATTENTION: help in your language'),
  ]);
  expect(whole.outline).toEqual(['Welcome', 'Nondiscrimination notice', 'Language taglines']);
  expect(whole.pages.every(({ tags }) => tags.text.trim() !== '')).toBe(true);
  // A page of the plan carries nothing of ours over its own words.
  expect(whole.pages[2]?.text).not.toContain('Page');
  const { papers } = await w.api.letters.papers({});
  for (const { id } of papers) await w.api.letters.retirePaper({ id });
  expect(await codeOf(w.api.letters.retirePaper({ id: papers[0]?.id ?? '' }))).toMatch(/^CONFLICT/);
  expect((await w.api.letters.check(batch)).languages).toEqual(['en', 'es']);
});

test('a name no font can print is named before any file is written', async () => {
  cins += 1;
  const { member } = await w.api.members.add({
    planId,
    cin: `${cins}A`,
    firstName: '美玲',
    lastName: 'Chan',
    birthDate: '1961-01-02',
    program: 'ECM',
    language: 'English',
    street: '9 Larkspur Way',
    city: 'Oakland',
    state: 'CA',
    zip: '94612',
  } as Parameters<typeof w.api.members.add>[0]);
  const into = folder('unprintable');
  expect(await codeOf(print({ kind: 'welcome', memberIds: [members[0] ?? '', member.id] }))).toMatch(
    /^HELD.*美玲 Chan cannot be printed.*lacks 美 \(U\+7F8E\)/,
  );
  expect(readdirSync(into)).toEqual([]);
});
