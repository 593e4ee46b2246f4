/** The dependency-free module of the signing room, which the bundle takes as it lies there. */
declare module '*/development/browser/sign.js' {
  /** Signs a payload with a key and its certificate in PEM; gives base64 of a CMS with attached content. */
  export function sign(payload: string | Uint8Array, pem: string, now?: Date): Promise<string>;
}
