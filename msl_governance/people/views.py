"""Sign-in, sign-out and the way home."""

from django.contrib.auth import views as auth
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from msl_governance.firewall.access import ANYBODY, access

from . import sign_in, single_sign_on
from .forms import SignInForm
from .homes import home_of


@access("home")
def home(request):
    """One's own start page, by role."""
    template, context = home_of(request.user)
    return render(request, template, context)


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class Login(auth.LoginView):
    """Sign in. One answer for a wrong name and a wrong password, and one after too many attempts."""

    access_rule = access(ANYBODY)(lambda: None).access_rule
    template_name = "registration/login.html"
    redirect_authenticated_user = True
    authentication_form = SignInForm

    def get_context_data(self, **kwargs):
        """Whether there is another way in."""
        return super().get_context_data(**kwargs) | {"has_sso": single_sign_on.is_set_up()}

    def get_redirect_url(self):
        """Never to this page itself: whoever is signed in would be sent round and round."""
        wanted = super().get_redirect_url()
        return "" if wanted == self.request.path else wanted

    def form_valid(self, form):
        """In, or on to the second step."""
        person = form.get_user()
        if not sign_in.needs_second_step(person):
            return super().form_valid(form)
        sign_in.begin(self.request, person, self.get_success_url())
        return redirect("people:second")

    def form_invalid(self, form):
        """The form again with what is wrong; 429 where there were too many attempts."""
        answer = super().form_invalid(form)
        if getattr(self.request, "axes_locked_out", False):
            answer.status_code = 429
        return answer


class Logout(auth.LogoutView):
    """Sign out by POST; GET shows the button. The browser forgets what it kept."""

    access_rule = access(ANYBODY)(lambda: None).access_rule
    http_method_names = ["get", "post", "options"]

    def get(self, request, *args, **kwargs):
        """A page with the button, for those who come by the address."""
        return render(request, "registration/sign_out.html")

    def post(self, request, *args, **kwargs):
        """End the session and clear what the browser stored."""
        response = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
