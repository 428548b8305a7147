import { AppError } from '../errors.ts';

const MOST_CHARACTERS = 20_000_000;
/** No FHIR resource is nested this deep; reading deeper text costs seconds. */
const MOST_DEPTH = 1_000;

/**
 * Reads JSON that came from outside.
 *
 * @throws AppError `TOO_LARGE` beyond 20 million characters, `VALIDATION` when it is nested too deep or no JSON.
 */
export function readJsonText(text: string): unknown {
  if (text.length > MOST_CHARACTERS) {
    const megabytes = Math.ceil(text.length / 1_000_000);
    throw new AppError(
      'TOO_LARGE',
      `This has ${megabytes} MB; the most is ${MOST_CHARACTERS / 1_000_000} MB.`,
    );
  }
  if (isTooDeep(text)) {
    throw new AppError(
      'VALIDATION',
      `This is nested more than ${MOST_DEPTH} levels deep, as no FHIR file is.`,
    );
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    throw new AppError('VALIDATION', 'This is not JSON that can be read.');
  }
}

/** Looks at the brackets only, outside of texts. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inText) {
      if (code === 92) at += 1;
      else if (code === 34) inText = false;
    } else if (code === 34) inText = true;
    else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > MOST_DEPTH) return true;
    } else if (code === 93 || code === 125) depth -= 1;
  }
  return false;
}
