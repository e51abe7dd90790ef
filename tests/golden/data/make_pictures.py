#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pictures as Pillow writes them, and what Pillow reads of them; run in this folder.

Pillow 9.4 wrote them, and Pillow 13.0 the WebP files and those with an EXIF orientation.

pictures.json has for each file of pictures/ the bytes of convert("RGB").resize((4, 4), BILINEAR),
channel by channel: the reference for decoding and resizing together.
"""
import json
import os

import numpy
from PIL import Image

height, width = 18, 24
rows, columns = numpy.mgrid[0:height, 0:width]
rgb = numpy.stack([10 * columns, 255 - 13 * rows, 5 * (rows + columns)], axis=-1).astype("u1")
picture = Image.fromarray(rgb, "RGB")
alpha = picture.copy()
alpha.putalpha(Image.fromarray((7 * rows + 5 * columns).astype("u1"), "L"))
other = Image.fromarray(255 - rgb, "RGB")

os.makedirs("pictures", exist_ok=True)
os.chdir("pictures")
picture.save("rgb.png")
alpha.save("alpha.png")
picture.convert("L").save("gray.png")
picture.quantize(64).save("palette.png")
Image.fromarray((257 * rgb[:, :, 0].astype("u2"))).save("bits16.png")
Image.fromarray((rgb[:, :, 0] > 100)).save("bits1.png")
picture.save("rgb.jpg", quality=95, subsampling=0)
picture.save("progressive.jpg", quality=95, subsampling=0, progressive=True)
picture.convert("CMYK").save("cmyk.jpg", quality=95)
picture.convert("L").save("gray.jpg", quality=95)
picture.save("rgb.bmp")
picture.save("animated.png", save_all=True, append_images=[other])
Image.fromarray(rgb[:1, :1], "RGB").save("one.png")
picture.resize((2, 2)).save("two.png")
picture.resize((300, 200), Image.BILINEAR).save("large.jpg", quality=95)

picture.save("lossless.webp", lossless=True)
picture.save("lossy.webp", quality=95)
alpha.save("alpha.webp", lossless=True, exact=True)
turned = Image.Exif()
turned[0x0112] = 6  # orientation: to be turned by 90 degrees; convert() does not
picture.save("turned.jpg", quality=95, subsampling=0, exif=turned)
picture.save("turned.png", exif=turned)
picture.save("turned.webp", lossless=True, exif=turned)

expected = {}
for name in sorted(os.listdir(".")):
    opened = Image.open(name)
    if name == "bits16.png":  # Pillow clips these to 255; the upper byte is meant
        opened = Image.fromarray((numpy.asarray(opened) >> 8).astype("u1"))
    resized = numpy.asarray(opened.convert("RGB").resize((4, 4), Image.BILINEAR))
    expected[name] = resized.transpose(2, 0, 1).flatten().tolist()
picture.save("../animated.gif", save_all=True, append_images=[other])
picture.save("../animated.webp", save_all=True, append_images=[other], lossless=True)
with open("../pictures.json", "w") as file:
    json.dump(expected, file)
