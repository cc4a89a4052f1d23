"""One run of the command line: runs actions, prints results, asks, and reports errors."""

import json
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..actions.catalogue import Action
from ..actions.verdicts import Exit, describe, unprinted
from .errors import LoginError, UsageError, note
from .program import Program
from .tree import Command

if TYPE_CHECKING:
    from .values import StdinReader

__all__ = ["Session"]


class Session:
    """One run of the command line."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.action: Action | None = None
        self.is_done = False
        """Whether the request was carried out, so that only its result can still fail."""

    @cached_property
    def stdin(self) -> "StdinReader":
        """Standard input, which is read once."""
        from .values import StdinReader

        return StdinReader()

    def run_action(self, command: Command, action: Action, words: list[str]) -> int:
        """Run the command of an action."""
        from .parser import Flags, action_parser, given_inputs

        self.action = action
        flags = Flags(action, self.program.catalogue)
        parser = action_parser(self.program.name, command, flags)
        result = parser.parsed(words)
        inputs = given_inputs(flags, result, self.stdin)
        return self.execute(action, inputs, result)

    def execute(self, action: Action, inputs: dict[str, Any], args: Any) -> int:
        """Run an action with inputs that were given."""
        from . import output

        runner = self.program.runner()
        _, checked = runner.checked(action.id, inputs)
        if args.dry_run:
            return self.dry_run(action, inputs, checked, args)
        self.confirm(action, inputs, checked, args)
        with self.client(args, action.login) as client:
            if action.binary:
                return self._download(action, inputs, args, client)
            if getattr(args, "all", False):
                form = args.output or ("table" if sys.stdout.isatty() else "jsonl")
                output.emit(runner.items(action.id, inputs, client), form, query=args.query)
                return Exit.DONE
            if getattr(args, "wait", None) is not None:
                result = runner.wait(action.id, inputs, client, timeout=args.wait)
            else:
                result = runner.run(action.id, inputs, client)
        self.is_done = True
        self.show(result, args)
        self._note_more(action, result, args)
        return Exit.DONE

    def show(self, result: Any, args: Any) -> None:
        """Print a result in the form that was asked for."""
        from . import output

        form = args.output or ("table" if sys.stdout.isatty() else "json")
        output.emit(result, form, query=args.query)

    def _note_more(self, action: Action, result: Any, args: Any) -> None:
        """A page that is not all states it."""
        if action.paging is None or not isinstance(result, dict) or args.quiet:
            return
        shown = len(result.get(action.paging["items"]) or ())
        total = result.get(action.paging["total"]) if action.paging["total"] else None
        if isinstance(total, int) and total > shown:
            note(f"{shown} of {total}; --all fetches the rest")

    def _download(self, action: Action, inputs: dict[str, Any], args: Any, client: Any) -> int:
        runner = self.program.runner()
        if args.to is None and sys.stdout.isatty():
            raise UsageError("this is a file; name one with --to, or pipe it")
        result = runner.run(action.id, inputs, client, to=args.to)
        self.is_done = True
        if args.to is not None:
            self.show(result, args)
            return Exit.DONE
        import base64

        sys.stdout.flush()
        sys.stdout.buffer.write(base64.b64decode(result["content"]))
        return Exit.DONE

    def preview(self, action: Action, checked: Any, args: Any) -> Any:
        """Return what an action would do, None where nothing can be stated; with ``--online`` the API is asked."""
        if self.program.preview is None or not action.acts:
            return None
        is_online = getattr(args, "online", False)
        with self.client(args, action.login) if is_online else self.offline(args) as client:
            return self.program.preview().of_action(action.id, checked, client, ask=is_online)

    def offline(self, args: Any) -> Any:
        """Return a client that sends nothing, with the options of the profile."""
        from .profiles import load_options

        secrets = ["dry-run"] * len(self.program.secrets)
        options = load_options(self.program, args.profile)
        if args.base_url:
            options["base_url"] = args.base_url
        return self.program.client()(*secrets, **options)

    def dry_run(self, action: Action, inputs: dict[str, Any], checked: Any, args: Any) -> int:
        """Print the request that would be sent, and what it would do."""
        client = self.offline(args)
        request = self.program.runner().request(action.id, inputs, client)
        content = request.content
        shown: dict[str, Any] = {
            "method": request.method,
            "url": request.url,
            "headers": dict(request.headers),
        }
        if isinstance(content, bytes):
            shown["body"] = _body(content)
        elif content is not None:
            shown["body"] = {"bytes": content.length}
        if (preview := self.preview(action, checked, args)) is not None:
            shown["reaches"] = preview.to_dict()
        self.show(shown, args)
        return Exit.DONE

    def confirm(self, action: Action, inputs: Any, checked: Any, args: Any) -> None:
        """Show what is about to happen and ask; with ``--yes`` only show it.

        Raises:
            UsageError: The response is no, or there is no one to ask.
        """
        from .parser import needs_confirmation

        if not needs_confirmation(action):
            return
        if args.yes:
            if not args.quiet and (preview := self.preview(action, checked, args)) is not None:
                note(repr(preview)[1:-1])
            return
        if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
            raise UsageError(f"{action.id} ({action.effect}) needs --yes", "no one is there to ask")
        note(_summary(action, inputs))
        if (preview := self.preview(action, checked, args)) is not None:
            note(str(preview))
        print("Go on? [y/N] ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
            raise UsageError("not confirmed; nothing was sent")

    def client(self, args: Any, login: str | None = None) -> Any:
        """Return a client with the credentials that were asked for."""
        from .profiles import load_profile

        profile = load_profile(self.program, args.profile, login)
        options = dict(profile.options)
        if args.base_url:
            options["base_url"] = args.base_url
        return self.program.client()(*profile.secrets, **options)

    def fail(self, error: BaseException, **changes: Any) -> int:
        """Print an error, as JSON where stdout is no terminal; returns the exit code.

        Args:
            error: What was raised.
            changes: What to print in place of what the error means by itself.
        """
        repeatable = self.action is not None and self.action.repeatable
        known = describe(error, repeatable=repeatable)
        if self.is_done:
            known |= unprinted(error, repeatable=repeatable)
        if isinstance(error, LoginError):
            known |= {"outcome": "login", "exit_code": int(Exit.LOGIN)}
            known["advice"] = "Check the profile."
        if isinstance(error, UsageError) and error.hint and not self.is_done:
            known["advice"] = error.hint
        known |= changes
        if sys.stdout is not None and sys.stdout.isatty():
            note(f"{self.program.name}: {known['message']}\n{known['advice']}")
        else:
            note(json.dumps(known, ensure_ascii=False, default=str))
        code: int = known["exit_code"]
        return code


def _body(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return content.decode("utf-8", "replace")


def _summary(action: Action, inputs: Any) -> str:
    """Two lines about a request for whoever has to respond."""
    body = inputs.get("requestBody") if isinstance(inputs, dict) else None
    count = f", {len(body)} items" if isinstance(body, list) else ""
    warning = {
        "contact": "This reaches people or buys something.",
        "credentials": "This changes who may use the account.",
        "delete": "This deletes.",
        "unstated": "Nothing states what this changes.",
    }[action.effect]
    shown = json.dumps(inputs, ensure_ascii=False, default=str)
    most = 400
    shown = shown if len(shown) <= most else f"{shown[:most]} ..."
    return f"{action.title} ({action.method} {action.path}{count}). {warning}\n{shown}"
