/**
 * The words people, streets and places of the demo agency are made of.
 *
 * Surnames are two nature words in one, so nobody can mistake a demo member for a real one; first names follow
 * the member's language so that sorting, search and letters meet names as they really come.
 */

/** A language members speak, with the share of the caseload that speaks it and its first names. */
export interface DemoLanguage {
  readonly name: string;
  /** Parts of one hundred. */
  readonly weight: number;
  readonly feminine: readonly string[];
  readonly masculine: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Languages of the agency's members; the weights add up to 100. */
export const LANGUAGES: readonly DemoLanguage[] = [
  {
    name: 'English',
    weight: 46,
    feminine: words(`Rosalind Grace Marguerite Orla Della Ivy Nell Opal Winona Hester Mavis Cora Tamsin Odette
      Beatrix Juniper Philippa Lorna Verity Dorothea`),
    masculine:
      words(`Elias Desmond Walter Jerome Reuben Ansel Amos Clement Rufus Harlan Otis Silas Emmett Jasper
      Leopold Barnaby Cyrus Alistair Percival Montrose`),
  },
  {
    name: 'Spanish',
    weight: 27,
    feminine: words(`Marisol Lupe Consuelo Ofelia Alma Margarita Ximena Rocío Esperanza Inés Paloma Socorro
      Azucena Dolores Itzel`),
    masculine: words(`Ramón Efraín Tomás Ignacio Joaquín Abundio Nicanor Cruz Evaristo Fidel Rogelio Teodoro
      Leandro Anselmo Octavio`),
  },
  {
    name: 'Vietnamese',
    weight: 5,
    feminine: ['Thu Ha', 'Bich Ngoc', 'Kim Lien', 'Mai Lan', 'Hoa'],
    masculine: ['Minh Tam', 'Quoc Bao', 'Van Duc', 'Huu Loc', 'Thanh'],
  },
  {
    name: 'Tagalog',
    weight: 4,
    feminine: words('Ligaya Amihan Tala Luzviminda Mayumi'),
    masculine: words('Bayani Danilo Crisanto Makisig Rodelio'),
  },
  {
    name: 'Cantonese',
    weight: 4,
    feminine: ['Siu Mei', 'Wai Ling', 'Yuk Ying', 'Ka Yan', 'Pui Shan'],
    masculine: ['Wing Fai', 'Kwok Keung', 'Chi Ming', 'Tak Wah', 'Ho Yin'],
  },
  {
    name: 'Armenian',
    weight: 3,
    feminine: words('Anahit Siranush Araksi Varduhi'),
    masculine: words('Vahagn Hrachya Armenak Gevorg'),
  },
  {
    name: 'Farsi',
    weight: 3,
    feminine: words('Parvaneh Golnaz Shirin Mahtab'),
    masculine: words('Babak Kaveh Siavash Bahram'),
  },
  {
    name: 'Khmer',
    weight: 2,
    feminine: words('Sopheap Chanthou Bopha Kolab'),
    masculine: words('Samnang Vuthy Rithy Dara'),
  },
  {
    name: 'Hmong',
    weight: 2,
    feminine: words('Mai Pahoua Chue Gaonou'),
    masculine: words('Kee Tou Neng Chong'),
  },
  {
    name: 'Russian',
    weight: 2,
    feminine: words('Zinaida Lyudmila Raisa Agafya'),
    masculine: words('Pavel Ilya Arkady Gennady'),
  },
  {
    name: 'Mixteco',
    weight: 2,
    feminine: words('Tomasa Eulalia Fidencia Yadira'),
    masculine: words('Celestino Bonifacio Macario Tiburcio'),
  },
];

/** First halves of surnames. */
export const SURNAME_STARTS: readonly string[] =
  words(`Copper Willow Stone Fern Rain Lantern River Hollow Moon
  Rush Thistle Ash Reed Birch Still Pine Silver Frost Apple Salt Cloud Cold Fox Brook Alder Marsh Heather Maple
  Juniper Clover Bramble Sorrel Quill Amber Hazel Elder Sparrow Heron Wren Otter Badger Plover Cedar Lichen Mossy
  Barley Nettle Pebble Tansy Yarrow Dapple Glimmer Summer Winter Harvest Dew Mist Ember Larch Linden Rowan Saffron
  Cinder Orchard Velvet Thicket Bracken Puddle Drift Meadow Cobble Tumble`);

/** Second halves of surnames. */
export const SURNAME_ENDS: readonly string[] =
  words(`brook marsh pasture weather fall wick tree hearth oak harbor
  meadow down lantern water snow brook feather reed mead grove pasture light well field hollow thorn ridge bridge
  stone wood dale moor haven shore spring leaf bank crest path gate combe wing`);

/** Surnames used with Spanish first names beside the English ones. */
export const SPANISH_SURNAMES: readonly string[] = words(`Guavatree Tierralta Cielofirme Fuentebrisa Agualuna
  Marigrande Montesuave Rioclaro Piedralisa Campoverde Nubeblanca Arroyoseco Solviento Lunaflor Vallehondo
  Brisamarina Hojalarga Ramaverde Trigoalto Sierranube`);

/** Streets of the invented towns. */
export const STREETS: readonly string[] =
  words(`Sorrel Alder Tansy Plover Yarrow Kestrel Bluestem Fennel Poppy
  Quail Buckeye Manzanita Toyon Lupine Sagebrush Madrone Heron Pelican Dogwood Mallow Teasel Clover`);

/** Kinds of street. */
export const STREET_KINDS: readonly string[] = ['St', 'Ave', 'Ct', 'Ln', 'Way', 'Rd'];

/** An invented town: ZIP codes are ordinary so that format checks see what they will see. */
export interface DemoTown {
  readonly city: string;
  readonly zip: string;
  readonly county: string;
}

/** The towns the agency serves. */
export const TOWNS: readonly DemoTown[] = [
  { city: 'Fogmere', zip: '94699', county: 'Alameda' },
  { city: 'Alder Landing', zip: '94698', county: 'Alameda' },
  { city: 'Poppy Junction', zip: '94697', county: 'Alameda' },
  { city: 'Quail Crossing', zip: '94596', county: 'Contra Costa' },
  { city: 'Tule Bend', zip: '94599', county: 'Contra Costa' },
];

/** Places where members without a home of their own stay, as a worker would write them down. */
export const UNHOUSED_PLACES: readonly {
  readonly place: string;
  readonly sheltered: boolean;
  readonly placeOfService: string;
}[] = [
  { place: 'Cedar House shelter', sheltered: true, placeOfService: '04' },
  { place: 'Alder St. day center', sheltered: true, placeOfService: '04' },
  { place: 'Riverbank encampment', sheltered: false, placeOfService: '27' },
  { place: 'Car near Alder St.', sheltered: false, placeOfService: '27' },
  { place: "Sister's couch, Fogmere", sheltered: true, placeOfService: '12' },
  { place: 'Poppy Junction underpass', sheltered: false, placeOfService: '27' },
  { place: 'Lighthouse family shelter', sheltered: true, placeOfService: '04' },
];

/** Primary care practices named on the plans' files. */
export const CLINICS: readonly { readonly doctor: string; readonly clinic: string }[] = [
  { doctor: 'Mossgrove, Rhea', clinic: 'Cedar Clinic' },
  { doctor: 'Tidewell, Owen', clinic: 'Fogmere Family Health' },
  { doctor: 'Honeycroft, Ada', clinic: 'Alder Landing Clinic' },
  { doctor: 'Windle, Basil', clinic: 'Tule Bend Health Center' },
];

/** California area codes; with 555-0100 to 555-0199 each gives one hundred numbers kept free for fiction. */
export const AREA_CODES: readonly string[] =
  words(`510 341 925 408 415 628 650 669 707 209 213 279 310 323 424 442
  530 559 562 619 626 657 661 714 747 760 805 818 820 831 840 858 909 916 949 951 350`);
