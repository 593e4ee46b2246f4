// Signs a payload with a development key in the browser: ECDSA P-256, CMS with attached content, CAdES-BES.
// Only WebCrypto; nothing else is loaded. A real КЕП never comes here: providers' own widgets sign with those.

const utf8 = new TextEncoder();
const join = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const element = (tag, ...parts) => {
  const content = join(...parts);
  const size = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) size.unshift(rest % 256);
  return join([tag, ...(content.length < 128 ? [content.length] : [128 + size.length, ...size])], content);
};
const sequence = (...parts) => element(0x30, ...parts);
const octets = (content) => element(0x04, content);
const hex = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
const number = (bytes) => {
  const start = bytes.findIndex((byte, at) => byte || at === bytes.length - 1);
  return element(0x02, bytes[start] & 128 ? [0] : [], bytes.subarray(start));
};
const order = (one, other) => {
  const at = one.findIndex((byte, place) => byte !== other[place]);
  return at < 0 ? 0 : one[at] - (other[at] ?? -1);
};

const SIGNED_DATA = hex("06092a864886f70d010702");
const DATA = hex("06092a864886f70d010701");
const CONTENT_TYPE = hex("06092a864886f70d010903");
const MESSAGE_DIGEST = hex("06092a864886f70d010904");
const SIGNING_TIME = hex("06092a864886f70d010905");
const SIGNING_CERTIFICATE_V2 = hex("060b2a864886f70d010910022f");
const SHA256 = hex("300b0609608648016503040201");
const ECDSA_SHA256 = hex("300a06082a8648ce3d040302");
const VERSION_1 = hex("020101");

// Gives the elements inside an element, each with its header.
function inside(bytes) {
  const body = (at) => (bytes[at + 1] < 128 ? at + 2 : at + 2 + (bytes[at + 1] & 127));
  const length = (at) =>
    bytes[at + 1] < 128 ? bytes[at + 1] : bytes.subarray(at + 2, body(at)).reduce((sum, byte) => sum * 256 + byte, 0);
  const found = [];
  for (let at = body(0); at < bytes.length; at = body(at) + length(at))
    found.push(bytes.subarray(at, body(at) + length(at)));
  return found;
}

function fromPem(label, text) {
  const [, content] = text.match(new RegExp(`-----BEGIN ${label}-----([^-]+)-----END ${label}-----`)) ?? [];
  if (!content) throw new Error(`there is no ${label.toLowerCase()} in the file`);
  return Uint8Array.from(atob(content.replace(/\s/g, "")), (letter) => letter.charCodeAt(0));
}

// Signs the payload (text or bytes) with a file of `server.py dev-key`: private key and certificate, in PEM.
// Gives base64, as a mutation's argument `signed` takes it.
export async function sign(payload, pem, now = new Date()) {
  const content = typeof payload === "string" ? utf8.encode(payload) : payload;
  const certificate = fromPem("CERTIFICATE", pem);
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("pkcs8", fromPem("PRIVATE KEY", pem), curve, false, ["sign"]);
  const digest = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const attribute = (name, value) => sequence(name, element(0x31, value));
  const moment = now.toISOString().replace(/\D/g, "").slice(2, 14);
  const attributes = [
    attribute(CONTENT_TYPE, DATA),
    attribute(SIGNING_TIME, element(0x17, utf8.encode(`${moment}Z`))),
    attribute(MESSAGE_DIGEST, octets(await digest(content))),
    attribute(SIGNING_CERTIFICATE_V2, sequence(sequence(sequence(octets(await digest(certificate)))))),
  ].sort(order);
  const raw = await crypto.subtle.sign(
    { name: "ECDSA", hash: "SHA-256" }, key, element(0x31, ...attributes));
  const [r, s] = [new Uint8Array(raw, 0, 32), new Uint8Array(raw, 32)].map(number);
  const [, serial, , issuer] = inside(inside(certificate)[0]);
  const signer = sequence(VERSION_1, sequence(issuer, serial), SHA256,
    element(0xa0, ...attributes), ECDSA_SHA256, octets(sequence(r, s)));
  const body = sequence(VERSION_1, element(0x31, SHA256), sequence(DATA, element(0xa0, octets(content))),
    element(0xa0, certificate), element(0x31, signer));
  const message = sequence(SIGNED_DATA, element(0xa0, body));
  return btoa(Array.from(message, (byte) => String.fromCharCode(byte)).join(""));
}
