"""What the small house serves."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import path
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from .house import big_file, facts


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


@csrf_exempt
def about(request: HttpRequest) -> JsonResponse:
    """What arrived."""
    facts.note(f"about {request.GET.get('mark', '')}")
    body = request.read() if request.method == "PUT" else request.body
    meta = {key: value for key, value in request.META.items() if isinstance(value, str)}
    scheme = {"scheme": request.scheme, "path": request.path}
    return JsonResponse({"size": len(body), "md5": hashlib.md5(body).hexdigest(), "meta": meta, **scheme})


@csrf_exempt
def upload(request: HttpRequest) -> JsonResponse:
    facts.note("uploaded")
    file = request.FILES["file"]
    return JsonResponse(
        {"size": file.size, "md5": hashlib.md5(file.read()).hexdigest(), "title": request.POST["title"]}
    )


def hold(request: HttpRequest) -> HttpResponse:
    """Waits at a door, in its thread."""
    facts.note(f"held {request.GET.get('mark', '')}")
    facts.door(request.GET["door"]).wait(20)
    facts.note(f"let go {request.GET.get('mark', '')}")
    return HttpResponse("let go")


def until_draining(request: HttpRequest) -> HttpResponse:
    facts.note("in flight")
    facts.reach("draining", 1)
    return HttpResponse("finished")


class Noted(io.FileIO):
    def close(self) -> None:
        if not self.closed:
            facts.note("big closed")
        super().close()


def big(request: HttpRequest) -> FileResponse:
    return FileResponse(Noted(big_file()), content_type="application/octet-stream")


def part(request: HttpRequest) -> FileResponse:
    """A slice of the big file, as an answer to a Range request is."""
    begin, size = int(request.GET["begin"]), int(request.GET["size"])
    file = big_file().open("rb")
    file.seek(begin)
    response = FileResponse(file, status=206, content_type="application/octet-stream")
    response["Content-Length"] = str(size)
    return response


def endless(request: HttpRequest) -> StreamingHttpResponse:
    def chunks() -> Iterator[bytes]:
        facts.note("endless begun")
        try:
            while True:
                yield b"x" * 1024
        finally:
            facts.note("endless closed")

    return StreamingHttpResponse(chunks())


def lines(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(f"line {number}\n" for number in range(int(request.GET["count"])))


def breaks_off(request: HttpRequest) -> StreamingHttpResponse:
    def chunks() -> Iterator[bytes]:
        yield b"so far so good\n"
        raise ValueError("the stream broke off")

    return StreamingHttpResponse(chunks())


def boom(request: HttpRequest) -> HttpResponse:
    raise ValueError("boom of the view")


def leaves(request: HttpRequest) -> HttpResponse:
    raise SystemExit(3)


def wrong_length(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(b"x" * int(request.GET["size"]))
    response["Content-Length"] = "10"
    return response


def wrong_stream(request: HttpRequest) -> StreamingHttpResponse:
    response = StreamingHttpResponse(b"x" * 1000 for _ in range(int(request.GET["count"])))
    response["Content-Length"] = "1500"
    return response


def language(request: HttpRequest) -> HttpResponse:
    if wanted := request.GET.get("leave"):
        translation.activate(wanted)
        return HttpResponse(wanted)
    return HttpResponse(translation.get_language())


def cookies(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("two")
    response.set_cookie("one", "1")
    response.set_cookie("two", "2")
    return response


urlpatterns = [
    path("healthz", hello),
    path("hello", hello),
    path("about", about),
    path("files/about", about),
    path("files/upload", upload),
    path("api/about", about),
    path("hold", hold),
    path("until-draining", until_draining),
    path("big", big),
    path("part", part),
    path("endless", endless),
    path("lines", lines),
    path("breaks-off", breaks_off),
    path("boom", boom),
    path("leaves", leaves),
    path("wrong-length", wrong_length),
    path("wrong-stream", wrong_stream),
    path("language", language),
    path("cookies", cookies),
]
