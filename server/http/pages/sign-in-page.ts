import { html, type Html } from '../../../schema/base/index.js';

/** Where signing in by the identity provider begins; its answer comes to `<path>/ve`. */
export const OPENID_PATH = '/dang-nhap/cong-dinh-danh';

/** Asks for address and password; the page it stands on is loaded anew afterwards. */
export function signInForm(then: 'reload' | 'deadlines'): Html {
  return html`<form class="card" data-operation="signIn" data-then="${then}">
    <label>Thư điện tử <input name="email" type="email" autocomplete="username" required /></label>
    <label>Mật khẩu <input name="password" type="password" autocomplete="current-password" required /></label>
    <p class="alert" role="alert" hidden></p>
    <button>Đăng nhập</button>
  </form>`;
}

/** What somebody sees who has not signed in; with the way to the identity provider when there is one. */
export function signInPage(hasProvider: boolean): Html {
  return html`<section data-page="sign-in">
    <h1>Đăng nhập</h1>
    <p>Hãy đăng nhập để xem việc này.</p>
    ${hasProvider ? html`<p><a href="${OPENID_PATH}">Đăng nhập bằng cổng định danh của tỉnh</a></p>` : ''}
    ${signInForm('reload')}
    <p class="quiet">Quên mật khẩu? Hãy xin quản trị viên một liên kết đặt mật khẩu mới.</p>
  </section>`;
}

/** Where the bearer of a one-time link sets a password; the secret after `#` never reaches the server with the page. */
export function setPasswordPage(): Html {
  return html`<section data-page="set-password">
    <h1>Đặt mật khẩu</h1>
    <form class="card" data-operation="setPassword" data-then="sign-in">
      <p>Mật khẩu có ít nhất 12 ký tự; một câu dễ nhớ là tốt nhất.</p>
      <label>Mật khẩu mới <input name="password" type="password" autocomplete="new-password" required /></label>
      <label>Nhập lại <input name="repeated" type="password" autocomplete="new-password" required /></label>
      <p class="alert" role="alert" hidden></p>
      <button>Đặt mật khẩu</button>
    </form>
    <div data-after hidden>
      <p class="notice" role="status">Đã đặt mật khẩu. Bây giờ bạn có thể đăng nhập.</p>
      ${signInForm('deadlines')}
    </div>
  </section>`;
}

/** A page that only says something. */
export function noticePage(title: string, text: string): Html {
  return html`<h1>${title}</h1>
    <p>${text}</p>`;
}
