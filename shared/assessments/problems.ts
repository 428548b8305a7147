/** One thing that is wrong with a form, found before anybody is asked a question. */
export interface FormProblem {
  /** `error` = the form is refused; `warning` = it runs, but its author should look. */
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly linkId: string | null;
  readonly message: string;
}

/** Collects problems of one item or of the form. */
export type Report = (code: string, message: string, severity?: FormProblem['severity']) => void;
