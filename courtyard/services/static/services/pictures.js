// A photograph made smaller on the phone before it is kept. A canvas drops where and when it was taken.
const SIDE_MAX = 1600, QUALITY = 0.85;

export async function smaller(file) {
  const image = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, SIDE_MAX / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const blob = await new Promise((give) => canvas.toBlob(give, "image/jpeg", QUALITY));
  if (!blob) throw new Error("no picture");
  return blob;
}
