let code: string | null = null;

/** Keeps a code that was just made until it is on screen; it lives in this window's memory only. */
export function rememberNewCode(recoveryCode: string): void {
  code = recoveryCode;
}

/** The code that was just made, or null. */
export function newCode(): string | null {
  return code;
}

/** Forgets the code, once it is confirmed. */
export function forgetNewCode(): void {
  code = null;
}
