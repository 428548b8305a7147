/**
 * The people the demo agency's screens are about, written by hand; everybody else is drawn.
 *
 * Days count back from the day the demo is made, so the same clocks are always about to run out.
 */

/** What is known of a hand-written person; the generator fills in the rest. */
export interface StoryPerson {
  readonly cin: string;
  readonly plan: 'sunpoppy' | 'bluelark';
  readonly firstName: string;
  readonly middleName?: string;
  readonly lastName: string;
  readonly birthDate: string;
  readonly sex: 'F' | 'M';
  readonly language: string;
  readonly tier: 1 | 2 | 3;
  /** Where the person stays when not housed; null for a home address. */
  readonly place: string | null;
  readonly onTel: boolean;
  readonly assignedDaysAgo: number;
  /** Null while outreach goes on. */
  readonly enrolledDaysAgo: number | null;
  readonly hap: 'none' | 'draft' | 'signed';
  readonly conditions: readonly string[];
  /** The first goal of the HAP, in the member's own words. */
  readonly goal?: string;
}

const CEDAR = 'Cedar House shelter';
const ALDER = 'Alder St. day center';
const RIVER = 'Riverbank encampment';

type Line = readonly [
  cin: string,
  plan: 'sunpoppy' | 'bluelark',
  name: readonly [string, string, string?],
  birthDate: string,
  sex: 'F' | 'M',
  language: string,
  tier: 1 | 2 | 3,
  place: string | null,
  onTel: boolean,
  assignedDaysAgo: number,
  enrolledDaysAgo: number | null,
  hap: 'none' | 'draft' | 'signed',
  conditions: readonly string[],
  goal?: string,
];

const S = 'sunpoppy';
const B = 'bluelark';

// biome-ignore format: one person a line reads as the table it is
const LINES: readonly Line[] = [
  ['90000412A', S, ['Marisol', 'Guavatree', 'G'], '1992-03-03', 'F', 'Spanish', 1, CEDAR, true, 260, 230, 'signed', ['E11.42', 'F33.1'], 'My own door with a lock before the rains.'],
  ['90000355C', S, ['Elias', 'Copperbrook'], '1961-07-22', 'M', 'English', 1, null, false, 190, 158, 'signed', ['I50.9', 'I10', 'N18.30'], 'Stay out of the hospital until my grandson graduates.'],
  ['90000377E', S, ['Babak', 'Stonepasture'], '1957-11-30', 'M', 'Farsi', 2, null, false, 210, 180, 'signed', ['E11.9', 'I10'], 'Understand my insulin and cook rice again.'],
  ['90000341D', S, ['Anahit', 'Willowmarsh'], '1949-05-14', 'F', 'Armenian', 2, null, false, 120, 88, 'draft', ['I10', 'I25.10', 'F33.1'], 'Walk to church on Sundays without stopping.'],
  ['90000118K', S, ['Walter', 'Thistledown'], '1968-02-09', 'M', 'English', 2, null, true, 340, 300, 'signed', ['F20.9', 'E11.9'], 'Keep my apartment and my medicine straight.'],
  ['90000583B', S, ['Desmond', 'Rainfallow'], '1974-09-18', 'M', 'English', 1, RIVER, true, 110, 83, 'draft', ['J45.40', 'F33.1'], 'A room of my own, and a place for my dog.'],
  ['90000214H', B, ['Thu Ha', 'Lanternwick'], '1966-12-01', 'F', 'Vietnamese', 2, null, false, 300, 270, 'signed', ['K74.60', 'F33.1', 'I10'], 'Sleep through the night.'],
  ['90000291L', S, ['Rosalind', 'Fernweather'], '1953-08-27', 'F', 'English', 1, null, false, 240, 214, 'signed', ['I50.9', 'J44.9', 'I10'], 'Climb my own stairs.'],
  ['90000602F', S, ['Ofelia', 'Marigrande de la Ciénaga'], '1971-04-11', 'F', 'Spanish', 3, null, false, 330, 310, 'signed', ['E11.9', 'F33.1', 'I10'], 'Be home when my girls come from school.'],
  ['90000530G', S, ['Samnang', 'Reedwater'], '1980-10-05', 'M', 'Khmer', 2, RIVER, true, 200, 166, 'signed', ['F10.20', 'K74.60'], 'Ninety days without a drink, then a hundred.'],
  ['90000466H', S, ['Ilya', 'Birchsnow'], '1959-01-25', 'M', 'Russian', 3, null, false, 420, 395, 'signed', ['I25.10', 'I10', 'E11.9'], 'Manage on my own and know who to call.'],
  ['90000241F', S, ['Grace', 'Ashlantern'], '1963-06-16', 'F', 'Tagalog', 3, null, false, 250, 225, 'signed', ['I50.9', 'I10', 'E11.9'], 'Cook salt-free and still enjoy it.'],
  ['90000427J', S, ['Lupe', 'Cielofirme'], '1986-03-29', 'F', 'Spanish', 2, null, false, 180, 150, 'signed', ['E11.9', 'F33.1', 'J45.40'], 'Work again, four hours a day.'],
  ['90000509C', S, ['Marguerite', 'Stillbrook'], '1974-01-12', 'F', 'English', 2, ALDER, true, 140, 101, 'signed', ['F33.1', 'F11.20', 'J44.9'], 'A quiet room and my papers in order.'],
  ['90000655B', S, ['Tomasa', 'Riverhearth'], '1987-08-06', 'F', 'Mixteco', 2, ALDER, true, 70, null, 'none', ['E11.9', 'I10']],
  ['90000671D', S, ['Jerome', 'Hollowoak'], '1978-05-20', 'M', 'English', 2, null, true, 47, null, 'none', ['F31.9', 'I10', 'E11.9']],
  ['90000684H', S, ['Kee', 'Moonharbor'], '1965-02-17', 'M', 'Hmong', 3, null, true, 26, null, 'none', ['I10', 'E11.9']],
  ['90000693K', B, ['Pavel', 'Rushmeadow'], '1951-09-09', 'M', 'Russian', 2, null, false, 22, null, 'none', ['J44.9', 'I10', 'F10.20']],
  ['90000712A', S, ['Consuelo', 'Tierralta'], '1970-12-12', 'F', 'Spanish', 2, null, false, 15, null, 'none', ['E11.9', 'N18.30', 'I10']],
  ['90000726G', S, ['Reuben', 'Saltmarsh'], '1983-07-01', 'M', 'English', 1, RIVER, true, 61, null, 'none', ['F11.20', 'F33.1', 'J45.40']],
  ['90000733E', S, ['Mai', 'Cloudpasture'], '1976-11-08', 'F', 'Hmong', 2, null, false, 40, null, 'none', ['F33.1', 'I10', 'E11.9']],
  ['90000748M', B, ['Ansel', 'Coldharbor'], '1969-04-30', 'M', 'English', 2, null, true, 33, null, 'none', ['I50.9', 'I10']],
  ['90000755C', S, ['Margarita', 'Agualuna'], '1965-10-21', 'F', 'Spanish', 3, null, false, 9, null, 'none', ['I10', 'E11.9']],
  ['90000482J', S, ['Noor', 'Applegrove'], '1990-06-25', 'F', 'English', 3, null, true, 84, null, 'none', ['F31.9']],
];

/** The hand-written people, in the order they are used: a small demo takes the first ones. */
export const STORY: readonly StoryPerson[] = LINES.map(
  ([cin, plan, [firstName, lastName, middleName], birthDate, sex, language, tier, place, onTel, ...rest]) => {
    const [assignedDaysAgo, enrolledDaysAgo, hap, conditions, goal] = rest;
    return {
      cin,
      plan,
      firstName,
      ...(middleName === undefined ? {} : { middleName }),
      lastName,
      birthDate,
      sex,
      language,
      tier,
      place,
      onTel,
      assignedDaysAgo,
      enrolledDaysAgo,
      hap,
      conditions,
      ...(goal === undefined ? {} : { goal }),
    };
  },
);
