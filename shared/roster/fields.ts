/** How the text of a cell is read. */
export type CellKind =
  | 'text'
  | 'name'
  | 'full_name'
  | 'cin'
  | 'birthday'
  | 'date'
  | 'phone'
  | 'zip'
  | 'yes_no'
  | 'sex'
  | 'language'
  | 'tier';

/** A field of the member that a plan's file can fill. */
export interface RosterField {
  /** What people call it, as it stands in lists of changes. */
  readonly label: string;
  readonly kind: CellKind;
  /** Without it a row cannot become a member. */
  readonly needed?: true;
  /** Headings that mean this field, normalized by `normalizeHeading`, the surest first. */
  readonly headings: readonly string[];
}

/**
 * The headings plans use, misspelt ones included.
 *
 * A leading "member", "client", "patient" and the like is dropped before the look-up, so `lastname` stands for
 * "Member Last Name", "CLIENT_LAST_NAME" and "Last Name".
 *
 * @see Spellings collected from plans' member information files; a plan's own go into the import's column choices.
 */
export const ROSTER_FIELDS = {
  cin: {
    label: 'CIN',
    kind: 'cin',
    needed: true,
    headings: [
      'clientindexnumbercin',
      'memberclientindexnumbercin',
      'clientindexnumber',
      'indexnumber',
      'indexnumbercin',
      'cin',
      'cinnumber',
      'cinno',
      'cinid',
      'mcpcin',
      'mcpmembercin',
      'medicalcin',
      'medicalmembercin',
      'medicalclientindexnumber',
      'medicalclientindexnumbercin',
      'medicalid',
      'medicalidcin',
      'medicalnumber',
      'medicalidnumber',
    ],
  },
  planMemberId: {
    label: 'Plan ID',
    kind: 'text',
    headings: [
      'healthplanmemberid',
      'planmemberid',
      'memberid',
      'memberidnumber',
      'healthplanid',
      'subscriberid',
      'mcpmemberid',
      'idnumber',
    ],
  },
  mrn: { label: 'MRN', kind: 'text', headings: ['mrn', 'medicalrecordnumber', 'medicalrecordnumbermrn'] },
  firstName: {
    label: 'First name',
    kind: 'name',
    needed: true,
    headings: ['firstname', 'fname', 'givenname', 'first', 'firstnm'],
  },
  middleName: {
    label: 'Middle name',
    kind: 'name',
    headings: ['middlename', 'middleinitial', 'mname', 'middle', 'mi'],
  },
  lastName: {
    label: 'Last name',
    kind: 'name',
    needed: true,
    headings: ['lastname', 'lname', 'surname', 'familyname', 'last', 'lastnm'],
  },
  fullName: {
    label: 'Name',
    kind: 'full_name',
    headings: ['membername', 'clientname', 'patientname', 'fullname', 'namelastfirst', 'lastnamefirstname'],
  },
  birthDate: {
    label: 'Birthday',
    kind: 'birthday',
    needed: true,
    headings: [
      'dateofbirth',
      'dateofbirthdob',
      'birthdate',
      'dob',
      'birthday',
      'dateofbrith',
      'birthdt',
      'dobirth',
    ],
  },
  sex: {
    label: 'Sex',
    kind: 'sex',
    headings: ['gendercode', 'sexcode', 'gender', 'sex', 'gendersex', 'sexgender', 'gendersexcode'],
  },
  language: {
    label: 'Language',
    kind: 'language',
    headings: [
      'preferredspokenlanguage',
      'preferredlanguagespoken',
      'spokenlanguage',
      'languagespoken',
      'preferredlanguage',
      'primarylanguage',
      'primaryspokenlanguage',
      'language',
      'languagecode',
      'prefferedlanguage',
      'preferedlanguage',
    ],
  },
  interpreter: {
    label: 'Interpreter',
    kind: 'yes_no',
    headings: [
      'interpreterneeded',
      'needsinterpreter',
      'interpreter',
      'interpreterrequired',
      'interpreterindicator',
    ],
  },
  street: {
    label: 'Address',
    kind: 'text',
    headings: [
      'residentialaddress',
      'resdidentialaddress',
      'residentialaddressline1',
      'residentialaddress1',
      'residentialstreet',
      'residenceaddress',
      'homeaddress',
      'streetaddress',
      'address',
      'address1',
      'addressline1',
      'street',
    ],
  },
  city: {
    label: 'City',
    kind: 'text',
    headings: [
      'residentialcity',
      'resdidentialcity',
      'residencecity',
      'homecity',
      'city',
      'residentialaddresscity',
    ],
  },
  state: {
    label: 'State',
    kind: 'text',
    headings: [
      'residentialstate',
      'resdidentialstate',
      'residencestate',
      'homestate',
      'state',
      'residentialaddressstate',
    ],
  },
  zip: {
    label: 'ZIP',
    kind: 'zip',
    headings: [
      'residentialzip',
      'resdidentialzip',
      'residentialzipcode',
      'resdidentialzipcode',
      'residencezip',
      'homezip',
      'zip',
      'zipcode',
      'postalcode',
      'residentialaddresszip',
    ],
  },
  county: {
    label: 'County',
    kind: 'text',
    headings: [
      'medicalcoveragecounty',
      'residentialcounty',
      'county',
      'countyname',
      'countyofresidence',
      'coveragecounty',
      'residencecounty',
    ],
  },
  phone: {
    label: 'Phone',
    kind: 'phone',
    headings: [
      'primaryphone',
      'primaryphonenumber',
      'phone',
      'phonenumber',
      'homephone',
      'homephonenumber',
      'cellphone',
      'cellphonenumber',
      'mobilephone',
      'telephone',
      'telephonenumber',
      'contactphone',
    ],
  },
  email: { label: 'Email', kind: 'text', headings: ['email', 'emailaddress'] },
  homeless: {
    label: 'Unhoused',
    kind: 'yes_no',
    headings: [
      'homelessnessindicator',
      'homelessindicator',
      'homeless',
      'homelessflag',
      'homelessness',
      'ishomeless',
    ],
  },
  onTel: {
    label: 'TEL',
    kind: 'yes_no',
    headings: [
      'telindicator',
      'tel',
      'telflag',
      'ontel',
      'targetedengagementlist',
      'targetedengagementlisttel',
      'telmember',
    ],
  },
  tier: {
    label: 'Tier',
    kind: 'tier',
    headings: [
      'acuitylevel',
      'tier',
      'acuity',
      'risktier',
      'risklevel',
      'ecmtier',
      'acuitytier',
      'ecmacuitylevel',
    ],
  },
  assignedOn: {
    label: 'Assigned',
    kind: 'date',
    headings: [
      'dateassigned',
      'assignmentdate',
      'assigneddate',
      'ecmassignmentdate',
      'dateofassignment',
      'assignedon',
    ],
  },
  authorizationNumber: {
    label: 'Authorization',
    kind: 'text',
    headings: [
      'authorizationnumber',
      'authorizatinnumber',
      'authnumber',
      'authorization',
      'authorizationid',
      'authid',
      'ecmauthorizationnumber',
      'authorizationno',
    ],
  },
  authorizationStart: {
    label: 'Authorized from',
    kind: 'date',
    headings: [
      'authorizationstartdate',
      'authorizatinstartdate',
      'authstartdate',
      'authorizationstart',
      'authorizationbegindate',
      'authorizationeffectivedate',
      'ecmauthorizationstartdate',
      'authstart',
    ],
  },
  authorizationEnd: {
    label: 'Authorized to',
    kind: 'date',
    headings: [
      'authorizationenddate',
      'authorizatinenddate',
      'authenddate',
      'authorizationend',
      'authorizationexpirationdate',
      'authorizationtermdate',
      'ecmauthorizationenddate',
      'authend',
    ],
  },
} as const satisfies Readonly<Record<string, RosterField>>;

export type FieldKey = keyof typeof ROSTER_FIELDS;
/** Every field, in the order of the chart. */
export const FIELD_KEYS = Object.keys(ROSTER_FIELDS) as FieldKey[];

/** Tells whether a text names a field. */
export function isFieldKey(text: string): text is FieldKey {
  return Object.hasOwn(ROSTER_FIELDS, text);
}

/** A field's description, with `needed` readable on every field. */
export function rosterField(key: FieldKey): RosterField {
  return ROSTER_FIELDS[key];
}
