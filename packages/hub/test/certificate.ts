import { generateKeyPairSync, sign } from "node:crypto";

const ED25519 = der(0x30, der(0x06, Uint8Array.of(0x2b, 0x65, 0x70)));

/** A self-signed certificate for 127.0.0.1 and its key, made anew for each test so that no key lies in the repository. PEM texts. */
export function makeCertificate(): { readonly cert: string; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const commonName = der(0x30, der(0x06, Uint8Array.of(0x55, 0x04, 0x03)), der(0x0c, ascii("127.0.0.1")));
  const name = der(0x30, der(0x31, commonName));
  const validity = der(0x30, der(0x18, ascii("20200101000000Z")), der(0x18, ascii("20990101000000Z")));
  const address = der(0x30, der(0x87, Uint8Array.of(127, 0, 0, 1)));
  const alternative = der(0x30, der(0x06, Uint8Array.of(0x55, 0x1d, 0x11)), der(0x04, address));
  const extensions = der(0xa3, der(0x30, alternative));
  const version = der(0xa0, der(0x02, Uint8Array.of(2)));
  const serial = der(0x02, Uint8Array.of(1));
  const key = publicKey.export({ type: "spki", format: "der" });
  const content = der(0x30, version, serial, ED25519, name, validity, name, key, extensions);
  const signature = der(0x03, Uint8Array.of(0), sign(null, content, privateKey));
  const body = Buffer.from(der(0x30, content, ED25519, signature)).toString("base64");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${(body.match(/.{1,64}/gu) ?? []).join("\n")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }),
  };
}

/** One DER element (X.690): tag, length, parts. */
function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const length =
    content.length < 128
      ? [content.length]
      : content.length < 256
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 0xff];
  return Uint8Array.of(tag, ...length, ...content);
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, "latin1"));
}
