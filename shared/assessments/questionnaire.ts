/**
 * The part of FHIR R4 `Questionnaire` and `QuestionnaireResponse` that Hearth runs, as plain JSON types.
 *
 * @see https://hl7.org/fhir/R4/questionnaire.html and https://hl7.org/fhir/uv/sdc/en/behavior.html
 */
export interface Coding {
  readonly system?: string | undefined;
  readonly code?: string | undefined;
  readonly display?: string | undefined;
  readonly extension?: readonly Extension[] | undefined;
}

export interface Quantity {
  readonly value: number;
  readonly unit?: string | undefined;
  readonly system?: string | undefined;
  readonly code?: string | undefined;
}

export interface Expression {
  readonly language: string;
  readonly expression: string;
  readonly name?: string | undefined;
  /** Said to people: "items 1 and 2 add up to 3 or more". */
  readonly description?: string | undefined;
}

export interface Extension {
  readonly url: string;
  readonly valueBoolean?: boolean;
  readonly valueCode?: string;
  readonly valueInteger?: number;
  readonly valueDate?: string;
  readonly valueDateTime?: string;
  readonly valueTime?: string;
  readonly valueQuantity?: Quantity;
  readonly valueDecimal?: number;
  readonly valueString?: string;
  readonly valueExpression?: Expression;
  readonly valueCodeableConcept?: { readonly coding?: readonly Coding[]; readonly text?: string };
  readonly valueCoding?: Coding;
}

/** One answer, in the shape FHIR gives it: exactly one `value[x]`. */
export interface Answer {
  readonly valueBoolean?: boolean | undefined;
  readonly valueDecimal?: number | undefined;
  readonly valueInteger?: number | undefined;
  readonly valueDate?: string | undefined;
  readonly valueDateTime?: string | undefined;
  readonly valueTime?: string | undefined;
  readonly valueString?: string | undefined;
  readonly valueUri?: string | undefined;
  readonly valueCoding?: Coding | undefined;
  readonly valueQuantity?: Quantity | undefined;
  /** Files and references are carried, shown by name, and never compared. */
  readonly valueAttachment?: object | undefined;
  readonly valueReference?: { readonly reference?: string; readonly display?: string } | undefined;
}

export type ValueKey = keyof Answer;

export type Operator = 'exists' | '=' | '!=' | '>' | '<' | '>=' | '<=';

/** One condition of `enableWhen`; the `answer[x]` mirrors `value[x]`. */
export interface EnableWhen {
  readonly question: string;
  readonly operator: Operator;
  readonly answerBoolean?: boolean;
  readonly answerDecimal?: number;
  readonly answerInteger?: number;
  readonly answerDate?: string;
  readonly answerDateTime?: string;
  readonly answerTime?: string;
  readonly answerString?: string;
  readonly answerCoding?: Coding;
  readonly answerQuantity?: Quantity;
  readonly answerReference?: { readonly reference?: string; readonly display?: string };
  readonly extension?: readonly Extension[];
}

export interface AnswerOption extends Answer {
  readonly initialSelected?: boolean;
  readonly extension?: readonly Extension[];
}

export type ItemType =
  | 'group'
  | 'display'
  | 'boolean'
  | 'decimal'
  | 'integer'
  | 'date'
  | 'dateTime'
  | 'time'
  | 'string'
  | 'text'
  | 'url'
  | 'choice'
  | 'open-choice'
  | 'quantity'
  | 'attachment'
  | 'reference';

export interface QuestionnaireItem {
  readonly linkId: string;
  readonly type: ItemType;
  readonly text?: string;
  readonly prefix?: string;
  readonly code?: readonly Coding[];
  readonly required?: boolean;
  readonly repeats?: boolean;
  readonly readOnly?: boolean;
  readonly maxLength?: number;
  readonly enableWhen?: readonly EnableWhen[];
  readonly enableBehavior?: 'all' | 'any';
  readonly disabledDisplay?: 'hidden' | 'protected';
  readonly answerOption?: readonly AnswerOption[];
  readonly answerValueSet?: string;
  readonly initial?: readonly Answer[];
  readonly extension?: readonly Extension[];
  readonly modifierExtension?: readonly Extension[];
  readonly item?: readonly QuestionnaireItem[];
}

export interface Questionnaire {
  readonly resourceType: 'Questionnaire';
  readonly id: string;
  readonly url: string;
  readonly version: string;
  readonly title: string;
  readonly status: 'draft' | 'active' | 'retired' | 'unknown';
  readonly copyright?: string;
  readonly language?: string;
  readonly code?: readonly Coding[];
  readonly subjectType?: readonly string[];
  readonly extension?: readonly Extension[];
  readonly modifierExtension?: readonly Extension[];
  readonly item: readonly QuestionnaireItem[];
}

/** An answer inside a response; questions under a question hang below its answer. */
export interface ResponseAnswer extends Answer {
  readonly item?: readonly ResponseItem[];
}

export interface ResponseItem {
  readonly linkId: string;
  readonly text?: string;
  readonly answer?: readonly ResponseAnswer[];
  readonly item?: readonly ResponseItem[];
}

export interface QuestionnaireResponse {
  readonly resourceType: 'QuestionnaireResponse';
  readonly id?: string;
  /** Canonical with version: `url|version`. */
  readonly questionnaire: string;
  readonly status: 'in-progress' | 'completed' | 'amended';
  readonly authored?: string;
  readonly author?: { readonly reference: string; readonly display?: string };
  readonly subject?: { readonly reference: string };
  readonly item: readonly ResponseItem[];
}

const HL7 = 'http://hl7.org/fhir/StructureDefinition';
const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition';

/** The extensions the engine reads. Those under `urn:hearth:` are ours; another engine may ignore them. */
export const EXTENSION = {
  hidden: `${HL7}/questionnaire-hidden`,
  itemControl: `${HL7}/questionnaire-itemControl`,
  ordinalValue: `${HL7}/ordinalValue`,
  itemWeight: `${HL7}/itemWeight`,
  variable: `${HL7}/variable`,
  enableWhenExpression: `${SDC}/sdc-questionnaire-enableWhenExpression`,
  calculatedExpression: `${SDC}/sdc-questionnaire-calculatedExpression`,
  initialExpression: `${SDC}/sdc-questionnaire-initialExpression`,
  minOccurs: `${HL7}/questionnaire-minOccurs`,
  maxOccurs: `${HL7}/questionnaire-maxOccurs`,
  minValue: `${HL7}/minValue`,
  maxValue: `${HL7}/maxValue`,
  minLength: `${HL7}/minLength`,
  maxDecimalPlaces: `${HL7}/maxDecimalPlaces`,
  optionExclusive: `${HL7}/questionnaire-optionExclusive`,
  unit: `${HL7}/questionnaire-unit`,
  unitOption: `${HL7}/questionnaire-unitOption`,
  reference: 'urn:hearth:whom-to-ask',
  shortText: `${SDC}/sdc-questionnaire-shortText`,
  disabledDisplay: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Questionnaire.item.disabledDisplay',
  /** An expression that yields the sentence said when the item opens. */
  whyOpened: 'urn:hearth:why-opened',
  /** Marks a `!=` that is meant to hold while there is no answer. */
  meant: 'urn:hearth:not-equal-is-meant',
} as const;

/** Extensions that change what a form means and that the engine cannot run; a form with one is refused. */
export const REFUSED_EXTENSIONS: ReadonlyMap<string, string> = new Map([
  [`${SDC}/sdc-questionnaire-answerExpression`, 'computed answer lists'],
  [`${SDC}/sdc-questionnaire-answerOptionsToggleExpression`, 'answer options that come and go'],
]);

/** Extensions that say nothing about logic, so nobody needs to hear of them. */
export const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set([
  ...Object.values(EXTENSION),
  ...REFUSED_EXTENSIONS.keys(),
  `${HL7}/rendering-style`,
  `${HL7}/rendering-markdown`,
  `${HL7}/rendering-xhtml`,
  `${HL7}/translation`,
  `${HL7}/entryFormat`,
  `${HL7}/questionnaire-displayCategory`,
  `${HL7}/questionnaire-choiceOrientation`,
  `${HL7}/questionnaire-supportLink`,
  `${HL7}/questionnaire-optionPrefix`,
]);

/** Finds the first extension with this address. */
export function findExtension(
  holder: { readonly extension?: readonly Extension[] | undefined },
  url: string,
): Extension | undefined {
  return holder.extension?.find((extension) => extension.url === url);
}

/** The `value[x]` key an item type's answers use; choices take theirs from their options. */
export const VALUE_KEY: Readonly<Record<ItemType, ValueKey | null>> = {
  group: null,
  display: null,
  boolean: 'valueBoolean',
  decimal: 'valueDecimal',
  integer: 'valueInteger',
  date: 'valueDate',
  dateTime: 'valueDateTime',
  time: 'valueTime',
  string: 'valueString',
  text: 'valueString',
  url: 'valueUri',
  choice: 'valueCoding',
  'open-choice': 'valueCoding',
  quantity: 'valueQuantity',
  attachment: 'valueAttachment',
  reference: 'valueReference',
};

const VALUE_KEYS = new Set<string>(Object.values(VALUE_KEY).filter((key) => key !== null));

/** Which `value[x]` an answer carries, or null when it carries none. */
export function valueKeyOf(answer: object): ValueKey | null {
  for (const [key, value] of Object.entries(answer)) {
    if (VALUE_KEYS.has(key) && value !== undefined && value !== null) return key as ValueKey;
  }
  return null;
}
