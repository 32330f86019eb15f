"""The files that clients download, judged by programs of others: Pillow, FFmpeg and a browser.

Every file must be what the answer that names it says: size, length, rate of frames, sound.
"""

import http.server
import io
import json
import math
import shutil
import subprocess
import threading

import pytest
import requests
from PIL import Image

INSTANT = """
understudy: 1
name: at-once
pace: instant
"""
MIME = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}
# Frames of MP3 files are this long, and no file ends within one.
MP3_FRAME = 0.024


@pytest.fixture
def server(serve):
    return serve(INSTANT)


def getimg(server, kind, **body):
    """The files of a finished generation; a video is asked for again, as it is accepted before it is done."""
    base, key = f"{server.base('getimg')}/v2/{kind}/generations", {"Authorization": "Bearer sk_test"}
    answer = requests.post(base, json=body, headers=key, timeout=30)
    assert answer.ok, answer.text
    if kind == "videos":
        answer = requests.get(f"{base}/{answer.json()['id']}", headers=key, timeout=30)
    assert answer.json()["status"] == "completed", answer.text
    return answer.json()["data"]


def llm_stats(server, model, n=1, **given):
    answer = requests.post(
        f"{server.base('llm-stats')}/v1/generations",
        json={"model": model, "input": given, "n": n, "wait": "auto"},
        headers={"Authorization": "Bearer ze_test"},
        timeout=30,
    )
    assert answer.ok, answer.text
    assert answer.json()["status"] == "completed"
    return answer.json()["output"]["media"]


def unified_tasks(server, model, **given):
    base, key = f"{server.base('unified-tasks')}/v1/tasks", {"Authorization": "Bearer sk-test"}
    answer = requests.post(base, json={"model": model, "input": given}, headers=key, timeout=30)
    assert answer.ok, answer.text
    answer = requests.get(f"{base}/{answer.json()['data']['task_id']}", headers=key, timeout=30)
    assert answer.json()["data"]["status"] == "completed", answer.text
    return answer.json()["data"]["output"]


def fetch(url, mime, **headers):
    answer = requests.get(url, headers=headers, timeout=60)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == mime
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    return answer.content


def picture(content):
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def probe(file):
    """What ffprobe finds, with every frame counted, after ffmpeg has decoded the whole file without a word."""
    judged = subprocess.run(
        ["ffmpeg", "-v", "error", "-xerror", "-i", file, "-f", "null", "-"], capture_output=True, text=True, timeout=300
    )
    assert (judged.returncode, judged.stdout, judged.stderr) == (0, "", "")
    command = ["ffprobe", "-v", "error", "-of", "json", "-count_frames", "-show_streams", "-show_format", file]
    return json.loads(subprocess.run(command, capture_output=True, check=True, timeout=300).stdout)


def check_video(file, content, *, width, height, fps, seconds, sound):
    file.write_bytes(content)
    found = probe(file)
    video = found["streams"][0]
    assert (video["codec_name"], video["profile"], video["pix_fmt"]) == ("h264", "High", "yuv420p")
    assert (video["width"], video["height"]) == (width, height)
    assert video["r_frame_rate"] == video["avg_frame_rate"] == f"{fps}/1"
    assert int(video["nb_frames"]) == int(video["nb_read_frames"]) == fps * seconds
    assert [stream["codec_name"] for stream in found["streams"]] == ["h264"] + (["aac"] if sound else [])
    for part in [found["format"], *found["streams"]]:
        assert float(part["duration"]) == pytest.approx(seconds, abs=1e-6)
        assert float(part["start_time"]) == 0
    return found["format"]["tags"]


def check_mp3(file, content, seconds):
    file.write_bytes(content)
    found = probe(file)
    [sound] = found["streams"]
    assert sound["codec_name"] == "mp3"
    # As long as the answer says, and on to the end of the frame. The small number is for thousandths that binary lacks.
    frames = math.ceil(seconds / MP3_FRAME - 1e-9)
    assert int(sound["nb_read_frames"]) == frames
    assert float(sound["duration"]) == pytest.approx(frames * MP3_FRAME, abs=1e-6)
    return found["format"]["tags"]


@pytest.mark.parametrize("format", MIME)
@pytest.mark.parametrize(
    "ratio, resolution",
    [("1:1", "1K"), ("16:9", "1K"), ("9:16", "2K"), ("3:2", "2K"), ("21:9", "1K"), ("21:9", "4K"), ("3:4", "4K")],
)
def test_an_image_has_the_size_that_the_answer_says(server, format, ratio, resolution):
    prompt = "a red kite over a harbour"
    request = {"prompt": prompt, "aspect_ratio": ratio, "resolution": resolution, "output_format": format}
    [item] = getimg(server, "images", model="seedream-4-5", **request)
    image = picture(fetch(item["url"], MIME[format]))
    assert item["mime_type"] == MIME[format] == Image.MIME[image.format]
    assert image.mode == "RGB"
    assert image.size == (item["width"], item["height"])
    across, down = map(int, ratio.split(":"))
    assert image.width / image.height == pytest.approx(across / down, rel=0.05)


@pytest.mark.parametrize(
    "resolution, ratio, seconds, sound",
    [
        ("480p", "16:9", 4, False),
        ("480p", "1:1", 12, True),
        ("720p", "16:9", 5, True),
        ("720p", "9:16", 6, False),
        ("1080p", "16:9", 8, True),
        ("1080p", "21:9", 10, False),
        ("1080p", "3:4", 4, True),
    ],
)
def test_a_video_is_what_the_answer_says(server, tmp_path, resolution, ratio, seconds, sound):
    request = {"resolution": resolution, "aspect_ratio": ratio, "duration": seconds, "sound": sound}
    [item] = getimg(server, "videos", model="seedance-v1-5-pro", prompt="a kite rises", **request)
    assert (item["duration"], item["has_sound"], item["fps"]) == (seconds, sound, 24)
    assert str(min(item["width"], item["height"])) + "p" == resolution
    facts = {"width": item["width"], "height": item["height"], "fps": item["fps"], "seconds": seconds, "sound": sound}
    tags = check_video(tmp_path / "video.mp4", fetch(item["url"], "video/mp4"), **facts)
    assert tags["description"] == "a kite rises"


def test_a_video_of_thirty_frames_a_second_has_them(server, tmp_path):
    request = {"resolution": "720p", "duration": 5, "sound": True}
    [item] = getimg(server, "videos", model="wan-2-7-video", prompt="a kite rises", **request)
    assert (item["width"], item["height"], item["fps"]) == (1280, 720, 30)
    content = fetch(item["url"], "video/mp4")
    check_video(tmp_path / "video.mp4", content, width=1280, height=720, fps=30, seconds=5, sound=True)


def test_llm_stats_images_have_the_size_that_the_answer_says(server):
    for size in ["1024x1024", "1344x768", "832x1216"]:
        items = llm_stats(server, "flux-1.1-pro", n=2, prompt="a paper boat", size=size)
        images = [picture(fetch(item["url"], "image/png")) for item in items]
        assert [f"{image.width}x{image.height}" for image in images] == [size, size]
        assert images[0].tobytes() != images[1].tobytes()


@pytest.mark.parametrize("seconds", [4, 8])
def test_an_llm_stats_video_is_what_the_answer_says(server, tmp_path, seconds):
    [item] = llm_stats(server, "veo-3", prompt="a kite rises", duration=seconds)
    assert item["duration"] == seconds
    file = tmp_path / "video.mp4"
    file.write_bytes(fetch(item["url"], "video/mp4"))
    video = probe(file)["streams"][0]
    assert (video["width"], video["height"]) == (item["width"], item["height"])
    assert float(video["duration"]) == pytest.approx(seconds, abs=1e-6)
    assert int(video["nb_frames"]) == int(video["nb_read_frames"])


def test_a_task_makes_an_image_of_the_ratio_that_was_asked_for(server):
    output = unified_tasks(server, "google/nano-banana", prompt="a paper boat", aspect_ratio="16:9")
    image = picture(fetch(output["image_url"], "image/png"))
    assert image.width / image.height == pytest.approx(16 / 9, rel=0.05)
    assert image.text["Description"] == "a paper boat"


def test_a_task_makes_a_video_of_the_length_that_was_asked_for(server, tmp_path):
    output = unified_tasks(server, "google/veo-3.1-fast", prompt="a kite rises", duration=8)
    file = tmp_path / "video.mp4"
    file.write_bytes(fetch(output["video_url"], "video/mp4"))
    found = probe(file)
    assert float(found["format"]["duration"]) == pytest.approx(8, abs=1e-6)
    assert found["format"]["tags"]["description"] == "a kite rises"


def test_songs_are_as_long_as_the_answer_says(server, tmp_path):
    prompt = "[Verse]\nPaper boat, paper boat"
    output = unified_tasks(server, "suno-ai/music", mv="chirp-crow", custom=True, prompt=prompt, title="Paper Boat")
    assert [clip["audio_url"] for clip in output["clips"]] == [output["audio_url1"], output["audio_url2"]]
    songs = [fetch(clip["audio_url"], "audio/mpeg") for clip in output["clips"]]
    assert songs[0] != songs[1]
    for clip, song in zip(output["clips"], songs):
        tags = check_mp3(tmp_path / f"{clip['id']}.mp3", song, clip["duration"])
        assert tags["encoder"] == "Understudy"
        cover = picture(fetch(clip["image_url"], "image/jpeg"))
        assert cover.format == "JPEG" and cover.width == cover.height


def test_a_song_from_a_description_can_be_played(server, tmp_path):
    given = {"mv": "chirp-crow", "custom": False, "gpt_description_prompt": "a sea shanty"}
    [clip, _] = unified_tasks(server, "suno-ai/music", **given)["clips"]
    tags = check_mp3(tmp_path / "song.mp3", fetch(clip["audio_url"], "audio/mpeg"), clip["duration"])
    assert tags["title"] == "a sea shanty"


@pytest.mark.parametrize("seconds", [0.5, 7.3, 30])
def test_a_sound_effect_is_as_long_as_was_asked_for(server, tmp_path, seconds):
    output = unified_tasks(server, "elevenlabs/sound-effect", text="a door falls shut", duration=seconds)
    check_mp3(tmp_path / "effect.mp3", fetch(output["audio_url"], "audio/mpeg"), seconds)


def test_speech_can_be_played(server, tmp_path):
    output = unified_tasks(server, "elevenlabs/text-to-speech", text="Good morning", voice="TX3LPaxmHKxFdv7VOQHJ")
    file = tmp_path / "speech.mp3"
    file.write_bytes(fetch(output["audio_url"], "audio/mpeg"))
    [sound] = probe(file)["streams"]
    assert sound["codec_name"] == "mp3"


def test_a_song_can_be_exported_as_wav(server, tmp_path):
    given = {"mv": "chirp-crow", "custom": False, "gpt_description_prompt": "a sea shanty"}
    [clip, _] = unified_tasks(server, "suno-ai/music", **given)["clips"]
    output = unified_tasks(server, "suno-ai/wav", clip_id=clip["id"])
    file = tmp_path / "song.wav"
    file.write_bytes(fetch(output["audio_url"], "audio/wav"))
    [sound] = probe(file)["streams"]
    assert (sound["codec_name"], sound["sample_rate"], sound["channels"]) == ("pcm_s16le", "48000", 2)
    # A WAV file is its samples and a short head: nothing of it is missing and nothing is left over.
    samples = sound["duration_ts"] * 2 * sound["channels"]
    assert 0 < file.stat().st_size - samples < 1000


def a_file_of_each_kind(server):
    """The address and type of a still, a video, an MP3 file and a WAV file: the last two are made while they are sent."""
    [still] = getimg(server, "images", model="seedream-5-lite", prompt="a kite", resolution="1K", output_format="png")
    [video] = getimg(server, "videos", model="seedance-v1-5-pro", prompt="a kite", duration=4, sound=True)
    song = unified_tasks(server, "elevenlabs/sound-effect", text="a kite", duration=9)
    wave = unified_tasks(server, "suno-ai/wav", clip_id="b7b6a1de-1111-4c2a-9a51-6a4f8f0a0c01")
    return [
        (still["url"], "image/png"),
        (video["url"], "video/mp4"),
        (song["audio_url"], "audio/mpeg"),
        (wave["audio_url"], "audio/wav"),
    ]


def test_two_downloads_have_the_same_bytes_also_from_another_server(serve):
    request = {"model": "seedream-5-lite", "prompt": "a kite", "resolution": "1K", "output_format": "png", "seed": 7}
    first, second = serve(INSTANT), serve(INSTANT)
    files = []
    for server in [first, second]:
        [item] = getimg(server, "images", **request)
        files += [fetch(item["url"], "image/png"), fetch(item["url"], "image/png")]
    assert len(files) == 4 and len(set(files)) == 1


@pytest.mark.parametrize("kind, mime", [("images", "image/jpeg"), ("videos", "video/mp4")])
def test_two_prompts_give_two_files(server, kind, mime):
    model = "seedream-5-lite" if kind == "images" else "seedance-v1-5-pro"
    files = []
    for prompt in ["a kite", "a boat"]:
        [item] = getimg(server, kind, model=model, prompt=prompt, seed=7)
        files.append((fetch(item["url"], mime), requests.head(item["url"], timeout=30).headers["ETag"]))
    assert files[0][0] != files[1][0]
    assert files[0][1] != files[1][1]


def test_head_says_what_get_would(server):
    for url, mime in a_file_of_each_kind(server):
        head = requests.head(url, timeout=30)
        answer = requests.get(url, timeout=30)
        assert (head.status_code, head.content) == (200, b"")
        assert int(head.headers["Content-Length"]) == len(answer.content) > 0
        for name in ["Content-Type", "Content-Length", "ETag", "Accept-Ranges", "Content-Disposition"]:
            assert head.headers[name] == answer.headers[name]
        assert answer.headers["Content-Type"] == mime
        assert answer.headers["Accept-Ranges"] == "bytes"
        ending = {"audio/mpeg": ".mp3", "audio/wav": ".wav"}.get(mime, "." + mime.split("/")[1])
        disposition = answer.headers["Content-Disposition"]
        assert disposition.startswith('inline; filename="') and disposition.endswith(f'{ending}"')


def test_a_file_that_the_client_has_is_not_sent_again(server):
    for url, mime in a_file_of_each_kind(server):
        head = requests.head(url, timeout=30).headers
        tag = head["ETag"]
        assert tag.startswith('"') and tag.endswith('"')
        for known in [tag, f'"other", {tag}', "*"]:
            answer = requests.get(url, headers={"If-None-Match": known}, timeout=30)
            assert (answer.status_code, answer.content) == (304, b"")
            assert answer.headers["Content-Length"] == head["Content-Length"]
            assert answer.headers["ETag"] == tag
        fetch(url, mime, **{"If-None-Match": '"other"'})


def test_a_file_can_be_fetched_in_parts(server):
    for url, mime in a_file_of_each_kind(server):
        whole = fetch(url, mime)
        size = len(whole)
        middle = size // 2
        for wanted, first, last in [
            ("bytes=0-0", 0, 0),
            (f"bytes={middle}-{middle + 99}", middle, middle + 99),
            (f"bytes={size - 10}-", size - 10, size - 1),
            (f"bytes=100-{size + 5}", 100, size - 1),
            ("bytes=-25", size - 25, size - 1),
            (f"bytes=-{size + 5}", 0, size - 1),
        ]:
            part = requests.get(url, headers={"Range": wanted}, timeout=30)
            assert part.status_code == 206, wanted
            assert part.content == whole[first : last + 1], wanted
            assert part.headers["Content-Range"] == f"bytes {first}-{last}/{size}"
            assert int(part.headers["Content-Length"]) == last + 1 - first
        for wanted in [f"bytes={size}-", f"bytes={size + 5}-{size + 9}", "bytes=-0"]:
            beyond = requests.get(url, headers={"Range": wanted}, timeout=30)
            assert beyond.status_code == 416, wanted
            assert beyond.headers["Content-Range"] == f"bytes */{size}"
        # What is no range of bytes is as if it were not there, and so is a range of a file that has changed since.
        fetch(url, mime, Range="lines=1-2")
        fetch(url, mime, Range="bytes=0-9", **{"If-Range": '"other"'})
        tag = requests.head(url, timeout=30).headers["ETag"]
        part = requests.get(url, headers={"Range": "bytes=0-9", "If-Range": tag}, timeout=30)
        assert (part.status_code, part.content) == (206, whole[:10])


def test_many_clients_at_once_get_the_same_file(server):
    [item] = getimg(server, "videos", model="seedance-v1-5-pro", prompt="a kite", duration=8, resolution="1080p")
    files = []
    clients = [threading.Thread(target=lambda: files.append(fetch(item["url"], "video/mp4"))) for _ in range(8)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    assert len(files) == 8 and len(set(files)) == 1


PAGE = """<!doctype html>
<meta charset="utf-8">
<title>Understudy</title>
<body>
<script>
const files = FILES;

function happens(target, name) {
  return new Promise((resolve, reject) => {
    target.addEventListener(name, resolve, { once: true });
    const failed = () => reject(name + " never came: " + (target.error?.message ?? target.src));
    target.addEventListener("error", failed, { once: true });
  });
}

async function still(url) {
  const image = new Image();
  const loaded = happens(image, "load");
  document.body.append(image);
  image.src = url;
  await loaded;
  await image.decode();
  return { width: image.naturalWidth, height: image.naturalHeight };
}

async function played(kind, url) {
  const media = document.createElement(kind);
  media.preload = "auto";
  media.muted = true;
  const loaded = happens(media, "loadeddata");
  document.body.append(media);
  media.src = url;
  await loaded;
  const found = { duration: media.duration };
  if (kind === "video") Object.assign(found, { width: media.videoWidth, height: media.videoHeight });
  const sought = happens(media, "seeked");
  media.currentTime = media.duration / 2;
  await sought;
  media.currentTime = Math.max(0, media.duration - 0.5);
  const ended = happens(media, "ended");
  await media.play();
  await ended;
  if (kind === "video") found.sound = media.webkitAudioDecodedByteCount > 0;
  return found;
}

(async () => {
  const report = {};
  for (const [name, { kind, url }] of Object.entries(files)) {
    try {
      report[name] = kind === "image" ? await still(url) : await played(kind, url);
    } catch (error) {
      report[name] = String(error);
    }
  }
  await fetch("/report", { method: "POST", body: JSON.stringify(report) });
})();
</script>
"""


def browser():
    """A Chromium that runs; where there is only the stand-in for a package that cannot be had, none."""
    for name in ["chromium", "chromium-browser", "google-chrome"]:
        path = shutil.which(name)
        if path and subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0:
            return path
    pytest.skip("there is no Chromium here, so no browser has looked at the files")


class Page(http.server.ThreadingHTTPServer):
    """Serves a page to the browser and takes its report."""

    def __init__(self, text):
        super().__init__(("127.0.0.1", 0), PageRequest)
        self.text = text.encode()
        self.report = None
        self.reported = threading.Event()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/"


class PageRequest(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        known = self.path == "/"
        self.answer(200 if known else 404, self.server.text if known else b"")

    def do_POST(self):
        self.server.report = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.answer(200, b"")
        self.server.reported.set()

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def look_at(files, folder):
    """Shows files in a headless browser; what its own elements say of each."""
    path = browser()
    with Page(PAGE.replace("FILES", json.dumps(files))) as page, (folder / "browser.log").open("w+") as log:
        threading.Thread(target=page.serve_forever, daemon=True).start()
        command = [path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server"]
        command += ["--no-first-run", "--disable-extensions", "--disable-background-networking"]
        command += ["--autoplay-policy=no-user-gesture-required", f"--user-data-dir={folder / 'profile'}"]
        # Without a port for a debugger, a headless browser ends as soon as the page is loaded.
        process = subprocess.Popen([*command, "--remote-debugging-port=0", page.url], stdout=log, stderr=log)
        try:
            if not page.reported.wait(timeout=120):
                log.seek(0)
                raise AssertionError("the browser has not reported:\n" + log.read())
        finally:
            process.terminate()
            process.wait(timeout=30)
            page.shutdown()
    return page.report


def test_a_browser_shows_the_images_and_plays_video_and_sound(server, tmp_path):
    files, wanted = {}, {}
    for format in MIME:
        request = {"prompt": "a kite", "aspect_ratio": "16:9", "resolution": "1K", "output_format": format}
        [item] = getimg(server, "images", model="seedream-5-lite", **request)
        files[format] = {"kind": "image", "url": item["url"]}
        wanted[format] = {"width": item["width"], "height": item["height"]}
    for resolution, ratio, sound in [("1080p", "16:9", True), ("720p", "9:16", False)]:
        request = {"resolution": resolution, "aspect_ratio": ratio, "duration": 5, "sound": sound}
        [item] = getimg(server, "videos", model="seedance-v1-5-pro", prompt="a kite rises", **request)
        files[resolution] = {"kind": "video", "url": item["url"]}
        wanted[resolution] = {"width": item["width"], "height": item["height"], "duration": 5, "sound": sound}
    output = unified_tasks(server, "elevenlabs/sound-effect", text="a door falls shut", duration=3)
    files["mp3"], wanted["mp3"] = {"kind": "audio", "url": output["audio_url"]}, {"duration": 3}
    output = unified_tasks(server, "suno-ai/wav", clip_id="b7b6a1de-1111-4c2a-9a51-6a4f8f0a0c01")
    files["wav"], wanted["wav"] = {"kind": "audio", "url": output["audio_url"]}, {"duration": 5}
    assert look_at(files, tmp_path) == wanted
